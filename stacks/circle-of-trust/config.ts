/** The stack's configuration: text in, as Pulumi keeps it; values that were judged together out. */
import {
  foundationSetting,
  labelled,
  namespaceFaults,
  networkSettings,
  queueFaults,
  signInFaults,
  staticSiteFaults,
  tableFaults,
  trailFaults,
  watchSettings,
  webSocketGatewayFaults,
} from "@tidegate/aws";
import type { Domain, NetworkArgs, QueueArgs, TableArgs, TableBilling, Throttling, Watching } from "@tidegate/aws";
import { ConfigReader, textFaults } from "@tidegate/faults";
import type { Fault, ReadKey } from "@tidegate/faults";
import { apiSettings, workerSettings } from "./services.ts";
import type { ApiSettings, WorkerSettings } from "./services.ts";

export interface CircleOfTrustConfig extends Watching {
  /** The foundation's stack by its full name. Undefined where the roles of this stack have no boundary. */
  readonly foundationStack: string | undefined;
  readonly prefix: string;
  readonly network: NetworkArgs;
  readonly api: ApiSettings;
  readonly worker: WorkerSettings;
  readonly queue: Omit<QueueArgs, "alarmTopicArn">;
  readonly conversations: TableArgs;
  readonly jobs: TableArgs;
  readonly throttling: Throttling;
  readonly site: { readonly bucketName: string; readonly cdn: boolean };
  /** Undefined for AWS's own names. */
  readonly domain: Domain | undefined;
  readonly pingidMetadataUrl: string;
  readonly logRetentionDays: number;
  readonly protect: boolean;
  readonly paused: boolean;
  /** Parts that can be left out. */
  readonly with: Readonly<Record<Part, boolean>>;
}

const PARTS = ["accessLogs", "cognito", "waf", "dashboard", "trail", "backups", "redeployOnPush"] as const;
type Part = (typeof PARTS)[number];

/**
 * Defaults stand in Pulumi.yaml, and the engine fills them in.
 *
 * @throws InvalidArguments with every fault at once, each with its key, before any resource is registered.
 */
export function readConfig(read: ReadKey): CircleOfTrustConfig {
  const reader = new ConfigReader("circle-of-trust", read);
  const prefix = reader.text("prefix");
  const paused = reader.flag("paused");
  const protect = reader.flag("protect");
  const api = apiSettings(reader, prefix);
  const worker = workerSettings(reader, prefix);
  const config: CircleOfTrustConfig = {
    ...watchSettings(reader, prefix),
    foundationStack: foundationSetting(reader),
    prefix,
    network: networkSettings(reader, prefix, !paused),
    api,
    worker,
    queue: {
      queueName: `${prefix}-jobs`,
      visibilitySeconds: reader.number("jobSeconds"),
      maxReceiveCount: reader.number("maxReceiveCount"),
    },
    ...tablesOf(reader, prefix, protect),
    throttling: { burst: reader.number("apiBurst"), rate: reader.number("apiRate") },
    site: { bucketName: reader.text("siteBucket"), cdn: reader.flag("siteCdn") },
    domain: domainOf(reader),
    pingidMetadataUrl: reader.text("pingidMetadataUrl"),
    logRetentionDays: reader.number("logRetentionDays"),
    protect,
    paused,
    with: Object.fromEntries(PARTS.map((part) => [part, reader.flag(part)])) as Record<Part, boolean>,
  };
  judge(reader, config);
  reader.done();
  return config;
}

function domainOf(reader: ConfigReader): Domain | undefined {
  const domainName = reader.optional("domainName");
  return domainName === undefined ? undefined : { domainName, zoneId: reader.text("hostedZoneId") };
}

function tablesOf(
  reader: ConfigReader,
  prefix: string,
  protect: boolean,
): { conversations: TableArgs; jobs: TableArgs } {
  const min = reader.number("tableMinCapacity");
  const max = reader.number("tableMaxCapacity");
  const isScaled = reader.choice("tableBilling", ["on-demand", "provisioned"]) === "provisioned";
  const billing: TableBilling = isScaled ? { mode: "provisioned", min, max, targetPercent: 70 } : { mode: "on-demand" };
  const conversation = { name: "conversationId", type: "S" } as const;
  const created = { name: "createdAt", type: "N" } as const;
  return {
    conversations: { tableName: `${prefix}-conversations`, hashKey: conversation, rangeKey: created, billing, protect },
    jobs: {
      tableName: `${prefix}-jobs`,
      hashKey: { name: "jobId", type: "S" },
      indexes: [{ indexName: "by-conversation", hashKey: conversation, rangeKey: created }],
      ttlAttribute: "expiresAt",
      billing,
      protect,
    },
  };
}

/** What the parts say about the whole. */
function judge(reader: ConfigReader, config: CircleOfTrustConfig): void {
  const { prefix, domain, site, queue, api } = config;
  const label = labelled(reader, KEYS);
  const url = config.pingidMetadataUrl;
  const https = textFaults(label("metadataUrl"), url, /^(https:\/\/[^\s/]+\/\S*)?$/, "a URL that begins with https://");
  const signIn = { poolName: prefix, metadataUrl: url, providerName: "PingID" };
  reader.add(
    ...queueFaults(queue, label),
    ...tableFaults(config.conversations, label),
    ...webSocketGatewayFaults(
      { prefix, targetPort: api.port, healthPath: api.healthPath, throttling: config.throttling },
      label,
    ),
    ...staticSiteFaults({ ...site, ...(domain !== undefined && { domain }) }, label),
    ...namespaceFaults({ namespaceName: `${prefix}.local` }, label),
    ...(config.with.trail ? trailFaults({ trailName: prefix }, label) : []),
    ...(config.with.cognito ? signInFaults(signIn, label) : https),
  );
  reader.add(...partFaults(reader, config));
}

/** Parts that ask for something else. */
function partFaults(reader: ConfigReader, { site, api, with: parts }: CircleOfTrustConfig): Fault[] {
  const needs = (part: Part, isThere: boolean, key: string, value: string): Fault[] =>
    parts[part] && !isThere
      ? [{ path: reader.label(part), given: true, accepted: `false, or ${reader.label(key)} ${value}` }]
      : [];
  return [
    ...needs("accessLogs", site.cdn, "siteCdn", "true"),
    ...needs("waf", site.cdn, "siteCdn", "true"),
    // Cognito sends users back by HTTPS alone, which S3's own website doesn't speak.
    ...needs("cognito", site.cdn, "siteCdn", "true"),
    // A pinned image changes with the configuration: no push is worth following.
    ...needs("redeployOnPush", api.image.kind === "floating", "imagePolicy", "floating"),
  ];
}

const KEYS: Readonly<Record<string, string>> = {
  queueName: "prefix",
  tableName: "prefix",
  namespaceName: "prefix",
  trailName: "prefix",
  poolName: "prefix",
  visibilitySeconds: "jobSeconds",
  "billing.min": "tableMinCapacity",
  "billing.max": "tableMaxCapacity",
  "throttling.burst": "apiBurst",
  "throttling.rate": "apiRate",
  targetPort: "apiPort",
  healthPath: "apiHealthPath",
  bucketName: "siteBucket",
  cdn: "siteCdn",
  domain: "domainName",
  "domain.domainName": "domainName",
  "domain.zoneId": "hostedZoneId",
  metadataUrl: "pingidMetadataUrl",
};
