/** What a program would make, as `pulumi preview --json` tells it. */
import { readProperties } from "@tidegate/policy";
import type { Bag } from "@tidegate/policy";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";

/** A resource of a cloud. Components, providers and the stack are none. */
export interface PreviewedResource {
  readonly urn: string;
  /** For instance `aws:sqs/queue:Queue`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Bag;
  /** For each input, the resources that its value comes from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** @throws Error where it isn't a preview's JSON, or nothing is in it */
export function resourcesIn(preview: string): PreviewedResource[] {
  const found = statesIn(JSON.parse(preview)).map(readResource);
  if (found.length === 0) throw new Error("The preview holds no resource of a cloud.");
  return found;
}

/** The states of a cloud's resources: a component isn't custom, and a provider is of the engine's own types. */
export function statesIn(preview: unknown): Record<string, unknown>[] {
  const steps: readonly unknown[] = isRecord(preview) && Array.isArray(preview["steps"]) ? preview["steps"] : [];
  return steps
    .map((step) => (isRecord(step) ? step["newState"] : undefined))
    .filter(isRecord)
    .filter(({ custom, type }) => custom === true && !String(type).startsWith("pulumi:"));
}

function readResource({ urn, type, inputs, propertyDependencies }: Record<string, unknown>): PreviewedResource {
  const sources = isRecord(propertyDependencies) ? propertyDependencies : {};
  return {
    urn: String(urn),
    type: String(type),
    name: String(urn).split("::").at(-1) ?? "",
    inputs: readProperties(isRecord(inputs) ? inputs : {}).props,
    sources: Object.fromEntries(
      Object.entries(sources).map(([key, urns]) => [key, Array.isArray(urns) ? urns.map(String) : []]),
    ),
  };
}
