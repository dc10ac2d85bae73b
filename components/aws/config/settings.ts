/**
 * Parts of a stack's configuration that systems on AWS have in common, under the same keys. Each adds its faults to the
 * reader, under the keys that a person sets.
 */
import { emailFaults } from "@tidegate/faults";
import type { ConfigReader, Label } from "@tidegate/faults";
import type { NetworkArgs } from "../network/network.ts";
import { networkFaults } from "../network/network.ts";
import type { ServiceImage } from "../service/image.ts";
import { costBudgetFaults } from "../watch/costBudget.ts";

/** The key for an argument: its own name, or the one that the table gives it. `topics[0]` is below `topics`. */
export function labelled(reader: ConfigReader, names: Readonly<Record<string, string>>): Label {
  return (argument) => {
    const [head = "", index = ""] = argument.split(/(?=\[)/);
    return reader.label(names[argument] ?? `${names[head] ?? head}${index}`);
  };
}

/**
 * `vpcCidr`, `availabilityZoneCount`, `natGateways`, `endpoints`, `flowLogRetentionDays`.
 *
 * @param isUsed whether tasks are there that need interface endpoints, which cost by the hour; a NAT gateway replaces them
 */
export function networkSettings(reader: ConfigReader, prefix: string, isUsed: boolean): NetworkArgs {
  const flowLogRetentionDays = reader.number("flowLogRetentionDays");
  const args: NetworkArgs = {
    prefix,
    cidr: reader.text("vpcCidr"),
    availabilityZoneCount: reader.number("availabilityZoneCount"),
    nat: reader.choice("natGateways", ["none", "one", "per-az"]),
    // Judged below, where a name that is none is told with those that are.
    endpoints: reader.texts("endpoints") as NetworkArgs["endpoints"],
    ...(flowLogRetentionDays !== 0 && { flowLogRetentionDays }),
  };
  reader.add(...networkFaults(args, labelled(reader, { cidr: "vpcCidr", nat: "natGateways" })));
  return isUsed && args.nat === "none" ? args : { ...args, endpoints: [] };
}

/** An image, and the key that says which. */
export interface ImageSetting {
  readonly image: ServiceImage;
  readonly imageLabel: string;
}

/** `imagePolicy`, and as it says the key of a digest or of a tag. */
export function imageSetting(
  reader: ConfigReader,
  keys: { readonly digest: string; readonly tag: string },
): ImageSetting {
  return reader.choice("imagePolicy", ["floating", "pinned"]) === "pinned"
    ? { image: { kind: "pinned", digest: reader.text(keys.digest) }, imageLabel: reader.label(keys.digest) }
    : { image: { kind: "floating", tag: reader.text(keys.tag) }, imageLabel: reader.label(keys.tag) };
}

export interface Watching {
  /** Who answers for the system. */
  readonly owner: string;
  readonly alarmEmails: readonly string[];
  /** US dollars a month; undefined for no budget. */
  readonly budgetUsd: number | undefined;
}

/** `owner`, `alarmEmails`, `budgetUsd`. */
export function watchSettings(reader: ConfigReader, prefix: string): Watching {
  const alarmEmails = reader.texts("alarmEmails");
  const monthlyUsd = reader.number("budgetUsd");
  const budgetUsd = monthlyUsd === 0 ? undefined : monthlyUsd;
  reader.add(...emailFaults(reader.label("alarmEmails"), alarmEmails));
  if (budgetUsd !== undefined) {
    // Alarms' topic is told as well, so nobody need be named.
    const args = { budgetName: prefix, monthlyUsd: budgetUsd, emails: alarmEmails, topicArn: "the alarms' topic" };
    reader.add(...costBudgetFaults(args, labelled(reader, { monthlyUsd: "budgetUsd", emails: "alarmEmails" })));
  }
  return { owner: reader.needed("owner"), alarmEmails, budgetUsd };
}
