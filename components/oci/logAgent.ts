import * as pulumi from "@pulumi/pulumi";
import { UnifiedAgentConfiguration } from "@pulumi/oci/logging/unifiedAgentConfiguration.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";

export interface LogAgentArgs {
  /** OCID of the compartment that holds the configuration. */
  compartmentId: pulumi.Input<string>;
  /** OCID of the dynamic group whose instances follow it. */
  dynamicGroupId: pulumi.Input<string>;
  /** OCID of the custom log that entries go to. */
  logId: pulumi.Input<string>;
  /**
   * Absolute paths of the files to follow, wildcards allowed: `/var/log/triviapay/app.log`. The alternate source is what
   * the container writes to stdout, which Docker keeps at `/var/lib/docker/containers/<id>/<id>-json.log`: give that
   * path with a star for each id.
   */
  logSourcePaths: readonly string[];
}

/**
 * The configuration of the unified monitoring agent, which Oracle Cloud Agent's plugin "Custom Logs Monitoring" runs on
 * each instance: it follows files, also across rotations, and sends each line to a custom log.
 *
 * Lines are sent as they are (parser NONE): a traceback or a line that some library prints isn't JSON, and a JSON parser
 * would mark it as unmatched. Queries in OCI Logging and Grafana can take a line's JSON apart later.
 *
 * @throws InvalidArguments with every fault of the paths, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Logging/Concepts/agent_management.htm
 */
export class LogAgent extends pulumi.ComponentResource {
  readonly configurationId: pulumi.Output<string>;

  constructor(name: string, args: LogAgentArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, logAgentFaults(args, ownName));
    super("tidegate-oci:index:LogAgent", name, {}, opts);

    this.configurationId = new UnifiedAgentConfiguration(
      `${name}-configuration`,
      {
        compartmentId: args.compartmentId,
        displayName: name,
        description: `Follows the application's log files of ${name}`,
        isEnabled: true,
        groupAssociation: { groupLists: [args.dynamicGroupId] },
        serviceConfiguration: {
          configurationType: "LOGGING",
          sources: [
            {
              sourceType: "LOG_TAIL",
              name: "app",
              paths: [...args.logSourcePaths],
              parser: { parserType: "NONE" },
            },
          ],
          destination: { logObjectId: args.logId },
        },
      },
      { parent: this },
    ).id;

    this.registerOutputs({ configurationId: this.configurationId });
  }
}

/** What is wrong with the paths. */
export function logAgentFaults(args: Pick<LogAgentArgs, "logSourcePaths">, label: Label): Fault[] {
  const path = label("logSourcePaths");
  if (args.logSourcePaths.length === 0) {
    return [{ path, given: [], accepted: "at least one absolute path" }];
  }
  return args.logSourcePaths.flatMap((given, index) =>
    /^\/[^\s]+$/.test(given)
      ? []
      : [{ path: `${path}[${index}]`, given, accepted: "an absolute path, wildcards allowed, without spaces" }],
  );
}
