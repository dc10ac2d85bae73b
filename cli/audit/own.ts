/** What only an audit can hold: the engine's policies see secrets as plain values, and only what could be read. */
import { DEEPEST, pathText, UNKNOWN } from "@tidegate/policy";
import type { JudgedResource, ResourcePolicy, Value } from "@tidegate/policy";

/** Pulumi's own marker for a secret whose value isn't shown. */
export const noEncryptedValue: ResourcePolicy = {
  name: "no-encrypted-value",
  about: "resource",
  description:
    "No input or output is kept encrypted: what is encrypted is secret, and nothing secret belongs in a state.",
  remedy: "Take the secret out and replace it. To have it looked at instead, give an export made with --show-secrets.",
  sources: ["https://www.pulumi.com/docs/iac/concepts/secrets/"],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: "all",
  judge: (resource) =>
    hiddenIn(resource).map((path) => ({ path, rule: "encrypted-value", says: "is a secret, and can't be looked at" })),
};

/** Asked about a resource that couldn't be read: the only answer is that nobody judged it. */
export const resourceReadable: ResourcePolicy = {
  name: "resource-readable",
  about: "resource",
  description: "Each resource can be read, so that it can be judged.",
  remedy: "What isn't judged doesn't pass.",
  sources: [],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [],
  judge: () => [{ path: "", rule: "too-deep", says: `is nested deeper than ${DEEPEST} levels` }],
};

/** Paths of secrets that hold nothing readable: encrypted in a state, or masked in a preview. */
function hiddenIn({ props, secrets = [] }: JudgedResource): string[] {
  const marked = new Set(secrets);
  const hidden: string[] = [];
  const trail: (string | number)[] = [];
  const walk = (value: Value): void => {
    if (value === MASKED) hidden.push(pathText(trail));
    else if (value === UNKNOWN && marked.size > 0 && marked.has(pathText(trail))) hidden.push(pathText(trail));
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries<Value>(value)) {
        trail.push(Array.isArray(value) ? Number(key) : key);
        walk(item);
        trail.pop();
      }
    }
  };
  walk(props);
  return hidden;
}

/** How `pulumi preview --json` writes a secret, unless it is told to show them. */
const MASKED = "[secret]";
