import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, is, itemsOf, mayBe, within } from "../look.ts";
import { Candidates, findingOn, ofType, remembering } from "../stack.ts";

const PLUGIN = "Custom Logs Monitoring";

/** Whether a configuration takes log files up: it is on, and follows at least one file. */
const follows = ({ props }: JudgedResource): boolean => {
  const sources = at(props, "serviceConfiguration", "sources");
  return (
    mayBe(at(props, "isEnabled"), (value) => value !== false) &&
    (sources.value === UNKNOWN || itemsOf(sources).length > 0)
  );
};

/** Whether the agent on an instance runs the plugin that reads log files. */
const runsAgent = ({ props }: JudgedResource): boolean => {
  const agent = at(props, "instanceDetails", "launchDetails", "agentConfig");
  const plugins = within(agent, "pluginsConfigs");
  const isOff = (value: unknown): boolean => value === true;
  if (plugins.value === UNKNOWN) return true;
  return (
    !is(within(agent, "areAllPluginsDisabled"), isOff) &&
    itemsOf(plugins).some(
      (plugin) =>
        mayBe(within(plugin, "name"), (value) => value === PLUGIN) &&
        mayBe(within(plugin, "desiredState"), (value) => value === "ENABLED"),
    )
  );
};

/** What runs on an instance that a pool may take away at any time is read where it is kept. */
export const poolShipsLogs: StackPolicy = {
  name: "pool-ships-logs",
  about: "stack",
  description: "The logs of each instance pool leave its instances.",
  remedy: `Add an oci.logging.UnifiedAgentConfiguration, and turn the plugin ${PLUGIN} on in the instance configuration.`,
  sources: [
    "trivia-pay's requirements: logging and Grafana (unified agent configuration)",
    "https://docs.oracle.com/en-us/iaas/Content/Logging/Concepts/agent_management.htm",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const configurations = ofType(resources, "oci:Core/instanceConfiguration:InstanceConfiguration");
    const isFollowed = ofType(resources, "oci:Logging/unifiedAgentConfiguration:UnifiedAgentConfiguration").some(
      follows,
    );
    const candidates = new Candidates(configurations, ["id"]);
    const running = new Set(configurations.filter(runsAgent));
    const ships = remembering((those) => those.length === 0 || those.some((one) => running.has(one)));
    return ofType(resources, "oci:Core/instancePool:InstancePool").flatMap((pool) => {
      if (!isFollowed) return [findingOn(pool, "", "has no agent configuration that follows its logs")];
      return ships(candidates.meant(pool.props["instanceConfigurationId"]))
        ? []
        : [findingOn(pool, "instanceConfigurationId", "makes instances whose agent doesn't read log files")];
    });
  },
};
