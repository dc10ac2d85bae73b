/**
 * Prefix lists: AWS's own (of S3, DynamoDB and CloudFront), and those that a program makes. The blocks in AWS's own are
 * taken from those kept for documentation and tests.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
import { createHash } from "node:crypto";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, matches, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { numberAt, objectsAt } from "../../parts.ts";
import { checkBlock } from "./block.ts";
import { ec2Arn, freshId } from "./need.ts";
import { rulesOf } from "./rules.ts";
import * as types from "./types.ts";

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
  readonly ownerId: string;
}

/** The service that each of AWS's own lists speaks for, with its blocks. */
const AWS_LISTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["198.18.0.0/17", "198.18.128.0/17"]],
  ["dynamodb", ["198.19.0.0/17"]],
  ["global.cloudfront.origin-facing", ["198.19.128.0/17"]],
]);

/** `com.amazonaws.eu-central-1.s3`; lists that are the same everywhere say `global` in place of the region. */
export function listsOf(cloud: Cloud): PrefixList[] {
  const own = [...AWS_LISTS].map(([service, cidrs]) => {
    const name = service.startsWith("global.")
      ? `com.amazonaws.${service}`
      : `com.amazonaws.${cloud.region}.${service}`;
    const id = `pl-${createHash("sha256").update(`${cloud.region}/${name}`).digest("hex").slice(0, 8)}`;
    return { id, name, cidrs, ownerId: "AWS" };
  });
  const made = cloud.list(types.MANAGED_PREFIX_LIST).map(({ id, inputs }) => ({
    id,
    name: textAt(inputs, "name") ?? "",
    cidrs: objectsAt(inputs, "entries").map((entry) => textAt(entry, "cidr") ?? ""),
    ownerId: cloud.account,
  }));
  return [...own, ...made];
}

/** @throws AwsError where there is no such list */
export function needPrefixList(id: string, cloud: Cloud): PrefixList {
  const found = listsOf(cloud).find((list) => list.id === id);
  if (found === undefined) {
    throw new AwsError("InvalidPrefixListID.NotFound", `The prefix list ID '${id}' does not exist`);
  }
  return found;
}

export const managedPrefixList: Kind = {
  type: types.MANAGED_PREFIX_LIST,
  name: {
    property: "name",
    max: 255,
    pattern: /^(?!com\.amazonaws).+$/,
    accepted: "255 characters at most, not beginning with com.amazonaws",
  },
  replaces: ["addressFamily"],
  sets: ["entries"],
  check: (inputs) => [
    ...matches(inputs, "name", /^(?!com\.amazonaws)/, "a name that doesn't begin with com.amazonaws"),
    ...oneOf(inputs, "addressFamily", ["IPv4", "IPv6"]),
    ...between(inputs, "maxEntries", 1, 1000),
    ...elements(inputs, "entries").flatMap((at) => checkBlock(inputs, `${at}.cidr`)),
  ],
  create({ inputs }, cloud) {
    refuseTooMany(inputs);
    const id = freshId("pl", cloud);
    return { id, outputs: { arn: ec2Arn("prefix-list", id, cloud), ownerId: cloud.account, version: 1 } };
  },
  update({ inputs, resource }) {
    refuseTooMany(inputs);
    return { version: (numberAt(resource.outputs, "version") ?? 1) + 1 };
  },
  remove({ id }, cloud) {
    const groups = cloud.list(types.SECURITY_GROUP);
    if (!groups.some((group) => rulesOf(group.id, cloud).some((rule) => rule.prefixListId === id))) return;
    throw new AwsError("InvalidPrefixListID.InUse", `The prefix list '${id}' is in use.`);
  },
};

function refuseTooMany(inputs: Properties): void {
  const max = numberAt(inputs, "maxEntries") ?? 0;
  if (objectsAt(inputs, "entries").length <= max) return;
  throw new AwsError(
    "PrefixListMaxEntriesExceeded",
    `You have reached the limit of ${max} entries for this prefix list.`,
  );
}
