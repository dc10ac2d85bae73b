import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import type { PreviewedResource } from "./previewed.ts";
import { TERRAFORM_TYPES } from "./terraform-types.ts";
import type { TerraformType } from "./terraform-types.ts";

/**
 * The resources of a preview as `terraform show -json` has them in a plan: the same arguments, the same values, the same ones not
 * known yet, the same references. Of the templates that Checkov judges this is the one that it judges most completely: 3.3.30 has
 * 927 rules about Terraform's resources and 133 about CloudFormation's; about the measured types 29 and 21.
 *
 * @throws Error for a type, or an object in an argument, that terraform-types.ts doesn't have, and for two resources with one address
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformPlan(resources: readonly PreviewedResource[]): object {
  const addressed = resources.map((resource) => addressOf(resource));
  const addresses = new Map(addressed.map(({ resource, address }) => [resource.urn, address]));
  if (new Set(addresses.values()).size !== resources.length) {
    throw new Error("Two resources of the preview would have one address in the template.");
  }
  const planned = addressed.map((one) => ({ ...one, ...argumentsOf(one) }));
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: planned.map(({ head, values }) => ({ ...head, schema_version: 0, values })),
      },
    },
    resource_changes: planned.map(({ head, values, unknown }) => ({
      ...head,
      change: { actions: ["create"], before: null, after: values, after_unknown: unknown },
    })),
    configuration: {
      root_module: {
        resources: planned.map(({ head, resource, mapped, values }) => ({
          ...head,
          expressions: expressionsOf(resource, mapped, values, addresses),
        })),
      },
    },
  };
}

interface Addressed {
  readonly resource: PreviewedResource;
  readonly mapped: TerraformType;
  readonly address: string;
  readonly head: object;
}

function addressOf(resource: PreviewedResource): Addressed {
  const mapped = TERRAFORM_TYPES[resource.type];
  if (mapped === undefined) {
    throw new Error(
      `The template can't hold ${resource.name}: say in terraform-types.ts what ${resource.type} is in Terraform.`,
    );
  }
  const name = resource.name.replaceAll(/[^\w-]/g, "_");
  const address = `${mapped.type}.${name}`;
  return { resource, mapped, address, head: { address, mode: "managed", type: mapped.type, name } };
}

interface Arguments {
  readonly values: Readonly<Record<string, unknown>>;
  /** Of those that aren't known yet. */
  readonly unknown: Readonly<Record<string, true>>;
}

function argumentsOf({ resource, mapped }: Addressed): Arguments {
  const values: Record<string, unknown> = {};
  const unknown: Record<string, true> = {};
  for (const [key, value] of Object.entries(resource.inputs)) {
    if (key.startsWith("__") || value === CONCEALED) continue;
    const name = nameOf(key, mapped);
    if (holdsUnknown(value)) unknown[name] = true;
    else values[name] = argumentOf(key, value, resource, mapped);
  }
  return { values, unknown };
}

/** How a preview writes a secret. Those of the measured program are write-only arguments, which a plan doesn't hold. */
const CONCEALED = "[secret]";

function argumentOf(key: string, value: Value, resource: PreviewedResource, mapped: TerraformType): unknown {
  const values: readonly Value[] = isList(value) ? value : [value];
  if (key in (mapped.blocks ?? {})) return values.map(blockOf);
  if (["tags", "tagsAll", ...(mapped.maps ?? [])].includes(key) || !holdsObject(value)) return value;
  throw new Error(
    `The template can't hold ${key} of ${resource.name}: say in terraform-types.ts whether it is a block of ${mapped.type}.`,
  );
}

/** Those of the measured program hold nothing but plain values. */
function blockOf(value: Value): unknown {
  if (!isBag(value) || Object.values(value).some(isBag)) throw new Error("A block of the template holds a block.");
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeCase(key), inner]));
}

function expressionsOf(
  { inputs, sources }: PreviewedResource,
  mapped: TerraformType,
  values: Arguments["values"],
  addresses: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const key of Object.keys(inputs)) {
    const name = nameOf(key, mapped);
    const references = (sources[key] ?? []).flatMap((urn) => addresses.get(urn) ?? []);
    if (references.length > 0) told[name] = { references };
    else if (name in values) told[name] = { constant_value: values[name] };
  }
  return told;
}

function nameOf(key: string, { blocks }: TerraformType): string {
  return blocks?.[key] ?? snakeCase(key);
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function holdsUnknown(value: Value): boolean {
  return value === UNKNOWN || (isNode(value) && Object.values<Value>(value).some(holdsUnknown));
}

function holdsObject(value: Value): boolean {
  return isBag(value) || (isList(value) && value.some(holdsObject));
}

function isNode(value: Value): value is Bag | readonly Value[] {
  return typeof value === "object" && value !== null;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isBag(value: Value): value is Bag {
  return isNode(value) && !isList(value);
}
