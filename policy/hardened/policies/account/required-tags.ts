import { pathText, UNKNOWN } from "@tidegate/policy";
import type { Bag, Finding, JudgedResource, ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, isBag, parsed, within } from "../look.ts";
import type { Place } from "../look.ts";

export interface RequiredTags {
  /** Keys that every resource carries. */
  readonly keys: readonly string[];
  /** What a missing one is set to, by key. `${project}` and `${stack}` stand for those of the stack. */
  readonly values: Readonly<Record<string, string>>;
}

const AWS_PROVIDER = "pulumi:providers:aws";

/** Resources of OCI that cost, or hold data. OCI has no default tags in its provider. */
const ON_OCI = [
  "oci:Artifacts/containerRepository:ContainerRepository",
  "oci:ContainerEngine/containerInstance:ContainerInstance",
  "oci:Core/instance:Instance",
  "oci:Core/instanceConfiguration:InstanceConfiguration",
  "oci:Core/instancePool:InstancePool",
  "oci:Core/vcn:Vcn",
  "oci:Core/volume:Volume",
  "oci:Database/autonomousDatabase:AutonomousDatabase",
  "oci:Kms/key:Key",
  "oci:Kms/vault:Vault",
  "oci:LoadBalancer/loadBalancer:LoadBalancer",
  "oci:Logging/logGroup:LogGroup",
  "oci:NetworkLoadBalancer/networkLoadBalancer:NetworkLoadBalancer",
  "oci:ObjectStorage/bucket:Bucket",
  "oci:Vault/secret:Secret",
];

/** Who answers for a resource, and what it belongs to: on AWS by the provider's default tags, on OCI on each resource. */
export const requiredTags: ResourcePolicy<RequiredTags> = {
  name: "required-tags",
  about: "resource",
  description: "Resources carry the tags that say whose they are.",
  remedy:
    "Give the provider defaultTags (OCI: each resource freeformTags) with these keys, or configure values for them.",
  sources: [
    "order-tracking's requirements: conventions (tags)",
    "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
    "https://docs.oracle.com/en-us/iaas/Content/Tagging/Concepts/taggingoverview.htm",
  ],
  levels: BY_ENVIRONMENT,
  config: {
    keys: {
      schema: { type: "array", items: { type: "string", minLength: 1 } },
      default: ["Project", "Env", "Owner"],
      describes: "Keys that every resource carries.",
    },
    values: {
      schema: { type: "object", additionalProperties: { type: "string", minLength: 1 } },
      default: {},
      describes:
        "What a missing one is set to on OCI, by key, where the policy remediates. ${project} and ${stack} stand for those of the stack.",
    },
  },
  types: [AWS_PROVIDER, ...ON_OCI],
  judge: (resource, { keys }) => missing(tagsOf(resource), keysLeft(resource, keys)),
  remediate: (resource, { keys, values }) => {
    if (!ON_OCI.includes(resource.type)) return undefined;
    const { value = {} } = tagsOf(resource);
    // A bag with something unknown in it can't be written back.
    if (!isBag(value) || Object.values(value).includes(UNKNOWN)) return undefined;
    const added = addedTags(
      resource,
      keysLeft(resource, keys).filter((key) => !Object.hasOwn(value, key)),
      values,
    );
    return Object.keys(added).length === 0 ? undefined : { freeformTags: { ...value, ...added } };
  },
};

function tagsOf({ type, props }: JudgedResource): Place {
  // The engine keeps what a provider is given as JSON.
  return type === AWS_PROVIDER ? within(parsed(at(props, "defaultTags")), "tags") : at(props, "freeformTags");
}

/** The keys that no defined tag is for, as in `Operations.Owner`; none while those aren't known. */
function keysLeft({ props }: JudgedResource, keys: readonly string[]): readonly string[] {
  const { value } = at(props, "definedTags");
  if (value === UNKNOWN) return [];
  const defined = isBag(value) ? Object.keys(value).filter((name) => value[name] !== "") : [];
  return keys.filter((key) => !defined.some((name) => name.slice(name.indexOf(".") + 1) === key));
}

function missing({ trail, value }: Place, keys: readonly string[]): Finding[] {
  if (value === UNKNOWN) return [];
  const tags = isBag(value) ? value : {};
  const lacking = keys.filter((key) => !Object.hasOwn(tags, key) || tags[key] === "");
  return lacking.length === 0 ? [] : [{ path: pathText(trail), says: `lack ${lacking.join(", ")}` }];
}

function addedTags({ urn }: JudgedResource, keys: readonly string[], values: RequiredTags["values"]): Bag {
  // urn:pulumi:<stack>::<project>::<type>::<name>
  const [head = "", project = ""] = urn.split("::");
  const stack = head.slice("urn:pulumi:".length);
  const filled = (text: string): string => text.replaceAll("${project}", project).replaceAll("${stack}", stack);
  return Object.fromEntries(
    keys.flatMap((key): [string, string][] => {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      return value === undefined ? [] : [[key, filled(value)]];
    }),
  );
}
