/**
 * What a killed `up` was making. The engine noted each create before it began, and never heard how it ended. Where the id
 * follows from the inputs, the thing is taken into the state by it, and a refresh says whether it is there. Where the
 * cloud chooses the id, a person has to look.
 */
import { withoutPending } from "@tidegate/engine/pending";
import type { Found, PendingCreate } from "@tidegate/engine/pending";

/** What a person says about creates whose ids the cloud chose. */
export interface Told {
  /** Ids by what the creates are called: `Key foundation-dev-state-key`. */
  readonly found: ReadonlyMap<string, string>;
  /** Whether all the others aren't there. */
  readonly anew: boolean;
}

/** What can be said of the creates that were cut off. */
export interface Sought {
  readonly found: readonly Found[];
  /** Nobody knows, and nobody has said. */
  readonly open: readonly PendingCreate[];
  /** Names that a person gave and that no create has. */
  readonly strangers: readonly string[];
}

/** @param account the twelve digits of AWS's account; undefined where no ARN of the state tells them */
export function soughtFor(creates: readonly PendingCreate[], account: string | undefined, told: Told): Sought {
  const ids = creates.map((create) => ({ create, id: told.found.get(calledBy(create.urn)) ?? idOf(create, account) }));
  const names = new Set(creates.map(({ urn }) => calledBy(urn)));
  return {
    found: ids.flatMap(({ create, id }) => (id === undefined ? [] : [{ create, id }])),
    open: ids.flatMap(({ create, id }) => (id === undefined && !told.anew && !isRepeatable(create) ? [create] : [])),
    strangers: [...told.found.keys()].filter((name) => !names.has(name)),
  };
}

/** The exported state with nothing pending. A refresh has to follow: it takes out what isn't there after all. */
export function settled(exported: unknown, { found }: Sought): unknown {
  return withoutPending(exported, found);
}

/** The account that the state's ARNs name. */
export function accountIn(exported: unknown): string | undefined {
  return /"arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}):/.exec(JSON.stringify(exported))?.[1];
}

/** A resource as people know it: its type's last word and its name. */
export function calledBy(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

/** `Key foundation-dev-state-key=1234`: the name and the id. @throws Error where it is something else */
export function foundOption(text: string, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const [, name, id] = /^(\w+ [^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined) {
    throw new Error(`--found ${text}: give "<type> <name>=<id>", as in "Key foundation-dev-state-key=1234abcd".`);
  }
  return new Map([...before, [name, id]]);
}

type Inputs = (key: string) => string;

/** Ids as the providers write them, by type. Each input that is named must be there. */
const IDS: Readonly<Record<string, (input: Inputs, account: string) => string>> = {
  "aws:iam/policy:Policy": (input, account) => `arn:aws:iam::${account}:policy/${input("name")}`,
  "aws:iam/role:Role": (input) => input("name"),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (input, account) =>
    `arn:aws:iam::${account}:oidc-provider/${input("url").replace(/^https:\/\//, "")}`,
  "aws:kms/alias:Alias": (input) => input("name"),
  "aws:ecr/repository:Repository": (input) => input("name"),
  "aws:budgets/budget:Budget": (input, account) => `${account}:${input("name")}`,
  "github:index/actionsVariable:ActionsVariable": (input) => `${input("repository")}:${input("variableName")}`,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": (input) =>
    `${input("repository")}:${input("environment")}:${input("variableName")}`,
  "oci:ObjectStorage/bucket:Bucket": (input) => `n/${input("namespace")}/b/${input("name")}`,
  "pulumiservice:index:Stack": (input) => `${input("organizationName")}/${input("projectName")}/${input("stackName")}`,
};

/** Setting something a second time is the same as setting it once. */
const REPEATABLE: readonly RegExp[] = [
  /^aws:iam\/rolePolicyAttachment:/,
  /^aws:ecr\/lifecyclePolicy:/,
  /^github:index\/repositoryEnvironment:/,
  /^github:index\/actionsRepositoryOidcSubjectClaimCustomizationTemplate:/,
  /^pulumiservice:index:DeploymentSettings$/,
  /^pulumi:/,
];

function isRepeatable({ type }: PendingCreate): boolean {
  return REPEATABLE.some((one) => one.test(type));
}

/** A bucket, and each of its settings. */
const OF_BUCKET = /^aws:s3\/bucket\w*:/;

function idOf({ type, inputs }: PendingCreate, account: string | undefined): string | undefined {
  const make = OF_BUCKET.test(type) ? (input: Inputs) => input("bucket") : IDS[type];
  if (make === undefined) return undefined;
  const missing: string[] = [];
  const input = (key: string): string => {
    const value = inputs[key];
    if (typeof value === "string" && value !== "") return value;
    missing.push(key);
    return "";
  };
  const id = make(input, account ?? "");
  const needsAccount = make.length > 1 && account === undefined;
  return missing.length === 0 && !needsAccount ? id : undefined;
}
