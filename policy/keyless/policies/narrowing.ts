/**
 * Conditions that only one's own can meet: what Amazon S3 takes for the opposite of public, and other services' own words for
 * the same.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
import { hasWildcard, isAnybodys } from "@tidegate/policy/documents";
import type { Condition } from "@tidegate/policy/documents";

/** Whether one of the conditions leaves out strangers. One is enough, because all have to hold. */
export function isNarrowed(conditions: readonly Condition[]): boolean {
  return conditions.some(({ operator, key, values }) => {
    const isFixed = KEYS.get(key);
    if (isFixed === undefined || !OPERATORS.has(operator.replace(/^foranyvalue:/, ""))) return false;
    return !values.isWhole || (values.values.length > 0 && values.values.every(isFixed));
  });
}

/** None that lets in whoever doesn't say (`IfExists`, `ForAllValues`), and none that says who is left out. */
const OPERATORS: ReadonlySet<string> = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
  "bool",
]);

export const isWhole = (value: string): boolean => value !== "" && !hasWildcard(value);

/** Whole, or with its account: `arn:aws:s3:*:111122223333:*` is the account's own. */
export const isOwnArn = (value: string): boolean => isWhole(value) || /^\d{12}$/.test(value.split(":")[4] ?? "");

/** Some addresses, and not so many that anybody may have one. */
const isNetwork = (value: string): boolean => isWhole(value) && !isAnybodys(value);

/** An organisation's path may end in a wildcard: `o-a1b2c3/*`. */
const isOrganisationPath = (value: string): boolean => /^o-[a-z0-9]+\//.test(value);

/** By key, what makes a value one's own. */
const KEYS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["aws:principalaccount", isWhole],
  ["aws:principalarn", isOwnArn],
  ["aws:principalorgid", isWhole],
  ["aws:principalorgpaths", isOrganisationPath],
  ["aws:sourceaccount", isWhole],
  ["aws:sourcearn", isOwnArn],
  ["aws:sourceip", isNetwork],
  ["aws:sourceorgid", isWhole],
  ["aws:sourceorgpaths", isOrganisationPath],
  ["aws:sourceowner", isWhole],
  ["aws:sourcevpc", isWhole],
  ["aws:sourcevpcarn", isOwnArn],
  ["aws:sourcevpce", isWhole],
  ["aws:userid", isWhole],
  ["aws:vpceaccount", isWhole],
  ["aws:vpceorgid", isWhole],
  ["aws:vpceorgpaths", isOrganisationPath],
  ["elasticfilesystem:accessedviamounttarget", (value) => value === "true"],
  ["kms:calleraccount", isWhole],
  ["s3:dataaccesspointaccount", isWhole],
  ["s3:dataaccesspointarn", isOwnArn],
]);
