/** The resources of a stack as an export of its state or a preview's JSON tells them. */

export interface Stated {
  /** Its type's token: `aws:iam/role:Role`. */
  readonly type: string;
  readonly name: string;
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
  throw new Error('Neither a state ("pulumi stack export") nor a preview ("pulumi preview --json").');
}

function resource(given: unknown): Stated[] {
  const { type, urn, inputs, outputs } = recordOf(given);
  if (typeof type !== "string" || typeof urn !== "string") return [];
  const name = urn.split("::").at(-1) ?? "";
  return [{ type, name, values: { ...recordOf(inputs), ...recordOf(outputs) } }];
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
