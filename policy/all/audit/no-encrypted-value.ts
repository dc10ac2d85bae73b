import { pathText, readsAsName, UNKNOWN } from "@tidegate/policy";
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

/** Paths of secrets that hold nothing readable: encrypted in a state, or masked in a preview. */
function hiddenIn({ props, secrets = [] }: JudgedResource): string[] {
  const marked = new Set(secrets);
  const hidden: string[] = [];
  // As the engine's secrets are called, and as it may be told: a key that could be a secret itself by its number.
  const trail: (string | number)[] = [];
  const told: string[] = [];
  const walk = (value: Value): void => {
    if (value === MASKED || (value === UNKNOWN && marked.size > 0 && marked.has(pathText(trail)))) {
      hidden.push(told.join("").replace(/^\./, ""));
    } else if (typeof value === "object" && value !== null) {
      for (const [at, [key, item]] of Object.entries<Value>(value).entries()) {
        const step = Array.isArray(value) ? Number(key) : key;
        trail.push(step);
        told.push(stepText(step, at));
        walk(item);
        trail.pop();
        told.pop();
      }
    }
  };
  walk(props);
  return hidden;
}

function stepText(step: string | number, at: number): string {
  if (typeof step === "string" && !readsAsName(step)) return `[key ${at + 1}]`;
  const text = pathText([step]);
  return text.startsWith("[") ? text : `.${text}`;
}

/** How `pulumi preview --json` writes a secret, unless it is told to show them. */
const MASKED = "[secret]";
