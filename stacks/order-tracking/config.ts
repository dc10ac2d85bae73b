/** The stack's configuration: text in, as Pulumi keeps it; values that were judged together out. */
import {
  domainFaults,
  foundationSetting,
  kafkaClientFaults,
  labelled,
  networkSettings,
  postgresFaults,
  running,
  watchSettings,
  webSettings,
} from "@tidegate/aws";
import type { KafkaClient, NetworkArgs, PostgresArgs, Watching, WebSettings } from "@tidegate/aws";
import { ConfigReader } from "@tidegate/faults";
import type { ReadKey } from "@tidegate/faults";

export interface OrderTrackingConfig extends Watching {
  /** The foundation's stack by its full name. Undefined where the roles of this stack have no boundary. */
  readonly foundationStack: string | undefined;
  readonly network: NetworkArgs;
  readonly web: WebSettings;
  readonly database: Omit<PostgresArgs, "subnetIds" | "securityGroupId">;
  /** Undefined while paused: the cluster costs by the hour, and is gone then. */
  readonly kafka: KafkaClient | undefined;
}

/**
 * Defaults stand in Pulumi.yaml, and the engine fills them in.
 *
 * @param prefix what names begin with: `order-tracking-dev`
 * @throws InvalidArguments with every fault at once, each with its key, before any resource is registered.
 */
export function readConfig(prefix: string, read: ReadKey): OrderTrackingConfig {
  const reader = new ConfigReader("order-tracking", read);
  const paused = reader.flag("paused");
  const placement = reader.choice("placement", ["public", "private"]);
  const network = networkSettings(reader, prefix, placement === "private" && !paused);
  const watching = watchSettings(reader, prefix);
  const externalApis = reader.flag("externalApis");
  if (externalApis && placement === "private" && network.nat === "none") {
    const accepted = `false, or ${reader.label("natGateways")} one or per-az: private tasks reach nothing else without`;
    reader.add({ path: reader.label("externalApis"), given: true, accepted });
  }
  if (!externalApis && placement === "public") {
    const accepted = `true, or ${reader.label("placement")} private: public tasks need the internet to reach AWS`;
    reader.add({ path: reader.label("externalApis"), given: false, accepted });
  }
  const web = webSettings(
    reader,
    {
      prefix,
      clusterName: prefix,
      serviceName: prefix,
      repositoryName: prefix,
      placement,
      internet: externalApis,
      paused,
      https: httpsOf(reader),
      alarmEmails: watching.alarmEmails,
    },
    { "https.domainName": "subdomain" },
  );
  const database = databaseOf(reader, prefix, paused);
  // MSK Serverless makes no topic by itself, and the application is its only client.
  const kafka = { topics: reader.texts("kafkaTopics"), groups: reader.texts("kafkaGroups"), createTopics: true };
  reader.add(...kafkaClientFaults(kafka, labelled(reader, { topics: "kafkaTopics", groups: "kafkaGroups" })));
  const foundationStack = foundationSetting(reader);
  reader.done();
  return { ...watching, foundationStack, network, web, database, kafka: running(paused).kafka ? kafka : undefined };
}

/** The name below the domain; the domain itself where there is none below it. */
function httpsOf(reader: ConfigReader) {
  if (!reader.flag("enableHttps")) return undefined;
  const domainName = reader.text("domainName");
  const zoneId = reader.text("hostedZoneId");
  const faults = domainFaults({ domainName, zoneId }, labelled(reader, { zoneId: "hostedZoneId" }));
  if (faults.length > 0) {
    reader.add(...faults);
    return undefined;
  }
  const subdomain = reader.text("subdomain");
  return { domainName: subdomain === "" ? domainName : `${subdomain}.${domainName}`, zoneId };
}

function databaseOf(reader: ConfigReader, identifier: string, paused: boolean) {
  const database = {
    identifier,
    databaseName: reader.text("databaseName"),
    databaseLabel: reader.label("databaseName"),
    engineVersion: reader.text("databaseVersion"),
    instanceClass: reader.text("databaseClass"),
    storageGb: reader.number("databaseStorageGb"),
    maxStorageGb: reader.number("databaseMaxStorageGb"),
    backupDays: reader.number("backupDays"),
    multiAz: reader.flag("databaseMultiAz"),
    protect: reader.flag("protect"),
    finalSnapshot: reader.flag("finalSnapshot"),
    paused,
    logRetentionDays: reader.number("logRetentionDays"),
  };
  reader.add(...postgresFaults(database, labelled(reader, DATABASE_KEYS)));
  return database;
}

const DATABASE_KEYS = {
  engineVersion: "databaseVersion",
  instanceClass: "databaseClass",
  storageGb: "databaseStorageGb",
  maxStorageGb: "databaseMaxStorageGb",
};
