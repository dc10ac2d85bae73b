/** The stack's configuration: text in, as Pulumi keeps it; values that were judged together out. */
import { foundationSetting, networkSettings, watchSettings, webSettings } from "@tidegate/aws";
import type { NetworkArgs, Watching, WebSettings } from "@tidegate/aws";
import { ConfigReader, wholeNumberFaults } from "@tidegate/faults";
import type { ReadKey } from "@tidegate/faults";

export interface SandboxBrokerConfig extends Watching {
  /** The foundation's stack by its full name. Undefined where the roles of this stack have no boundary. */
  readonly foundationStack: string | undefined;
  readonly network: NetworkArgs;
  readonly web: WebSettings;
}

/**
 * Defaults stand in Pulumi.yaml, and the engine fills them in.
 *
 * @param prefix what names begin with that the configuration doesn't give
 * @throws InvalidArguments with every fault at once, each with its key, before any resource is registered.
 */
export function readConfig(prefix: string, read: ReadKey): SandboxBrokerConfig {
  const reader = new ConfigReader("sandbox-broker", read);
  const paused = reader.flag("paused");
  const network = networkSettings(reader, prefix, !paused);
  const watching = watchSettings(reader, prefix);
  const revision = reader.number("taskDefinitionRevision");
  reader.add(...wholeNumberFaults(reader.label("taskDefinitionRevision"), revision, 0, 2 ** 31 - 1));
  const domain = { domainName: reader.text("domainName"), zoneId: reader.text("hostedZoneId") };
  const web = webSettings(reader, {
    prefix,
    clusterName: reader.text("clusterName"),
    serviceName: reader.text("serviceName"),
    repositoryName: reader.text("repositoryName"),
    placement: "private",
    internet: network.nat !== "none",
    paused,
    https: reader.flag("enableHttps") ? domain : undefined,
    alarmEmails: watching.alarmEmails,
  });
  const foundationStack = foundationSetting(reader);
  reader.done();
  return {
    ...watching,
    foundationStack,
    network,
    web: { ...web, ...(revision !== 0 && { taskDefinitionRevision: revision }) },
  };
}
