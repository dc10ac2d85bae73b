/** The resources of a stack as an export of its state or a preview's JSON tells them. */

export interface Stated {
  /** Its type's token: `aws:iam/role:Role`. */
  readonly type: string;
  readonly name: string;
  /** What the provider calls it; empty before it is made. */
  readonly id: string;
  /** Inputs, and what the cloud made of them laid over. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Reads `pulumi stack export` or `pulumi preview --json`. What a preview deletes is left out.
 * @throws Error where it is neither
 */
export function statedIn(text: string): Stated[] {
  const document = recordOf(parsed(text));
  const deployment = recordOf(document["deployment"]);
  if (Array.isArray(deployment["resources"])) return deployment["resources"].flatMap(resource);
  if (Array.isArray(document["steps"])) {
    return document["steps"].flatMap((step) => resource(recordOf(step)["newState"]));
  }
  if (document["deployment"] === null || "deployment" in document) {
    throw new Error("This state holds no resource: nothing was deployed to the stack yet.");
  }
  throw new Error('Neither a state ("pulumi stack export") nor a preview ("pulumi preview --json").');
}

/** Those of one kind: `aws:iam/role:Role`. */
export function ofType(resources: readonly Stated[], type: string): Stated[] {
  return resources.filter((one) => one.type === type);
}

function resource(given: unknown): Stated[] {
  const { type, urn, id, inputs, outputs, delete: isLeft } = recordOf(given);
  // What was replaced and waits for its deletion isn't what the stack has.
  if (typeof type !== "string" || typeof urn !== "string" || isLeft === true) return [];
  const name = urn.split("::").at(-1) ?? "";
  return [{ type, name, id: textOf(id), values: { ...recordOf(inputs), ...recordOf(outputs) } }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error("This is no JSON, so it is neither a state nor a preview.", { cause: error });
  }
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Empty where it is no text, or one that isn't known before `up`. */
export function textOf(value: unknown): string {
  return typeof value === "string" && value !== UNKNOWN ? value : "";
}

/** One text or a list of such. What isn't text is left out. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

/** How the engine writes a value that isn't known before `up`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
