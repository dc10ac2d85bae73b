/**
 * The provider's own settings, from the stack's `aws:...` configuration or an `aws.Provider` of the program.
 * @see https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
import { parseJson } from "./json.ts";
import { isObject, reveal, textOf, type Properties, type Value } from "../protocol/values.ts";

/** The account that every region of the embedded AWS belongs to. */
export interface Settings {
  readonly region: string;
  /** Laid under the tags of every resource that takes tags. */
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Tags that the provider neither sets nor looks at. */
  readonly ignoredKeys: readonly string[];
  readonly ignoredPrefixes: readonly string[];
}

/** AWS's regions are called like `eu-central-1` and `us-gov-west-1`. */
const REGION = /^[a-z]{2}(-[a-z]+){1,2}-\d$/;

/**
 * @param given as the engine hands them over: what isn't text comes as JSON
 * @param env AWS_REGION and AWS_DEFAULT_REGION hold where the settings name no region
 * @param account the account that there is
 * @throws Error where the region is missing or none, or the account isn't one of those allowed
 */
export function readSettings(
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
  account: string,
): Settings {
  const region = given["region"] || env["AWS_REGION"] || env["AWS_DEFAULT_REGION"];
  if (region === undefined || region === "") {
    throw new Error(
      "Missing region information\n" +
        "Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.",
    );
  }
  if (!REGION.test(region)) throw new Error(`invalid AWS Region: ${region}`);
  checkAccount(given, account);
  const ignored = objectOf(given["ignoreTags"]);
  return {
    region,
    defaultTags: textsOf(objectOf(given["defaultTags"])["tags"]),
    ignoredKeys: listOf(ignored["keys"]),
    ignoredPrefixes: listOf(ignored["keyPrefixes"]),
  };
}

function checkAccount(given: Readonly<Record<string, string>>, account: string): void {
  const allowed = listOf(parse(given["allowedAccountIds"]));
  const forbidden = listOf(parse(given["forbiddenAccountIds"]));
  if ((allowed.length > 0 && !allowed.includes(account)) || forbidden.includes(account)) {
    throw new Error(`AWS account ID not allowed: ${account}`);
  }
}

function parse(text: string | undefined): Value {
  return text === undefined || text === "" ? null : reveal(parseJson(text) ?? null);
}

function objectOf(text: string | undefined): Properties {
  const value = parse(text);
  return isObject(value) ? value : {};
}

function textsOf(value: Value | undefined): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textOf(item)]));
}

const listOf = (value: Value | undefined): string[] => (Array.isArray(value) ? value.map(textOf) : []);
