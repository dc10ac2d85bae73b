import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";

/** A resource of a cloud as it stands in a state, none of its inputs being the provider's own choice. */
export interface RecordedResource {
  readonly urn: string;
  /** For instance `aws:sqs/queue:Queue`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** For each input, the resources that its value comes from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** All resources that it waits for. */
  readonly dependencies: readonly string[];
}

/** Everything that a state holds, in the order in which it was made. */
export interface Recording {
  readonly resources: readonly RecordedResource[];
  /** How many components there are besides, without the stack itself. */
  readonly components: number;
}

/**
 * Reads `pulumi stack export`. An encrypted input isn't decrypted: a word stands for it.
 * @throws Error where it isn't an export
 */
export function readRecording(text: string): Recording {
  const data: unknown = JSON.parse(text);
  const deployment = isRecord(data) ? data["deployment"] : undefined;
  const all = isRecord(deployment) && Array.isArray(deployment["resources"]) ? deployment["resources"] : [];
  const records = all.filter(isRecord);
  if (records.length === 0) {
    throw new Error("The exported state holds no resources.");
  }
  const components = records.filter(({ custom, type }) => custom !== true && type !== "pulumi:pulumi:Stack");
  const resources = records.filter(({ custom, type }) => custom === true && !String(type).startsWith("pulumi:"));
  return { components: components.length, resources: resources.map(readResource) };
}

function readResource(record: Record<string, unknown>): RecordedResource {
  const { urn, type, inputs, outputs, id, dependencies, propertyDependencies } = record;
  const name = String(urn).split("::").at(-1) ?? "";
  const sources = isRecord(propertyDependencies) ? propertyDependencies : {};
  return {
    urn: String(urn),
    type: String(type),
    name,
    inputs: ownInputs(isRecord(inputs) ? inputs : {}),
    outputs: { ...(isRecord(outputs) && outputs), id },
    sources: Object.fromEntries(Object.entries(sources).map(([key, urns]) => [key, texts(urns)])),
    dependencies: texts(dependencies),
  };
}

/** What a program would give: neither the provider's defaults nor what it adds to tags. */
function ownInputs(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const defaults = texts(inputs["__defaults"]);
  const own = Object.entries(inputs).filter(
    ([key]) => !key.startsWith("__") && key !== "tagsAll" && key !== "region" && !defaults.includes(key),
  );
  return Object.fromEntries(own.map(([key, value]) => [key, isEncrypted(value) ? STAND_IN : value]));
}

const STAND_IN = "CHANGEME";

/** How a state marks a value that it keeps encrypted. */
function isEncrypted(value: unknown): boolean {
  return isRecord(value) && value["4dabf18193072939515e22adb298388d"] !== undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
