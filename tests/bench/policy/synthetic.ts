/** Policies to size packs with: as many, and as thorough, as a real set has. They find nothing. */
import type { Policy, Value } from "@tidegate/policy";

const common = {
  description: "A policy to measure with.",
  remedy: "None.",
  sources: [],
  levels: { dev: "mandatory", prod: "mandatory" },
} as const;

/** Of ten, six are about one type, two look at every text of every resource, and two are about the whole stack. */
export function syntheticPolicies(count: number, prefix = "synthetic"): readonly Policy[] {
  return Array.from({ length: count }, (_, index) => synthetic(`${prefix}-${index}`, index));
}

function synthetic(name: string, index: number): Policy {
  if (index % 10 >= 8) {
    return {
      ...common,
      about: "stack",
      name,
      judge: (resources) =>
        resources.filter(({ props }) => props[name] === true).map(({ urn }) => ({ path: name, says: "is there", urn })),
    };
  }
  const wanted = new RegExp(`${name}-[0-9a-f]{16}`);
  const finds = (props: Value) =>
    textsOf(props).some((text) => wanted.test(text)) ? [{ path: "", says: "is there" }] : [];
  return {
    ...common,
    about: "resource",
    name,
    types: index % 10 >= 6 ? "all" : [TYPES[index % TYPES.length] ?? ""],
    judge: ({ props }) => finds(props),
  };
}

/** Of what the measured program is made. */
const TYPES = ["aws:sqs/queue:Queue", "aws:iam/role:Role", "aws:dynamodb/table:Table", "aws:iam/rolePolicy:RolePolicy"];

function textsOf(value: Value): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values<Value>(value).flatMap(textsOf);
}
