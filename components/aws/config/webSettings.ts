/** The configuration of a web service, under the keys that its stacks share. */
import type { ConfigReader } from "@tidegate/faults";
import type { Domain } from "../network/domainCertificate.ts";
import type { WebServiceArgs } from "../web/webService.ts";
import { webServiceFaults } from "../web/webService.ts";
import { imageSetting, labelled } from "./settings.ts";

/** What a web service's shared keys say. */
export type WebSettings = Omit<WebServiceArgs, Decided>;

/** What a stack decides by itself, or by keys of its own. */
type Decided = "network" | "reaches" | "after" | "statements" | "secretArns" | "alarmEmails";

/** What the keys can't say alone: names, placement, and which way tasks have. */
export type WebChoices = Pick<
  WebServiceArgs,
  "prefix" | "clusterName" | "serviceName" | "repositoryName" | "placement" | "internet" | "paused"
> & { readonly https: Domain | undefined; readonly alarmEmails: readonly string[] };

/** Reads the rest, and adds every fault of the whole. `keys` names arguments whose key is another. */
export function webSettings(
  reader: ConfigReader,
  choices: WebChoices,
  keys: Readonly<Record<string, string>> = {},
): WebSettings {
  const image = imageSetting(reader, { digest: "imageDigest", tag: "imageTag" });
  const settings: WebSettings = {
    ...choices,
    ...image,
    cpu: reader.number("cpu"),
    memory: reader.number("memory"),
    container: { port: reader.number("containerPort") },
    healthPath: reader.text("healthPath"),
    scaling: {
      kind: "cpu",
      min: reader.number("minTasks"),
      max: reader.number("maxTasks"),
      targetPercent: reader.number("cpuPercent"),
    },
    logRetentionDays: reader.number("logRetentionDays"),
    ingressCidrs: reader.texts("ingressCidrs"),
    accessLogs: reader.flag("accessLogs"),
    protect: reader.flag("protect"),
  };
  const imageKey = image.image.kind === "pinned" ? "imageDigest" : "imageTag";
  const label = labelled(reader, { ...KEYS, ...keys, image: imageKey });
  reader.add(...webServiceFaults({ ...settings, statements: [], alarmEmails: choices.alarmEmails }, label));
  return settings;
}

const KEYS: Readonly<Record<string, string>> = {
  min: "minTasks",
  max: "maxTasks",
  targetPercent: "cpuPercent",
  "container.port": "containerPort",
  "https.domainName": "domainName",
  "https.zoneId": "hostedZoneId",
};
