import type { Finding, JudgedResource, StackPolicy } from "@tidegate/policy";
import { foundByContent, foundByPlace } from "./findings.ts";
import { shown } from "./shown.ts";
import { isSameAt } from "./within.ts";

/** Once outputs are known: no output of a resource or of the stack holds a secret, by its place or by its content. */
export const noSecretInOutputs: StackPolicy = {
  name: "no-secret-in-outputs",
  about: "stack",
  description:
    "No output of a resource or of the stack holds a secret, encrypted or not. What only repeats an input is told of the input alone.",
  remedy: "Don't create what gives out a secret, and export the secret's name instead of its value.",
  sources: ["trivia-pay's requirements: state contains no real secrets"],
  levels: { dev: "mandatory", prod: "mandatory" },
  judge: (resources) => resources.flatMap((resource) => findingsOf(resource)),
};

function findingsOf(resource: JudgedResource): Finding[] {
  const { type, urn, props } = resource;
  const found = foundIn(type, props);
  const told = found.length === 0 ? [] : withoutEchoes(found, resource);
  return shown(type, props, told).map((finding) => ({ ...finding, urn }));
}

function foundIn(type: string, props: JudgedResource["props"]): Finding[] {
  return [...foundByContent(props, () => true), ...foundByPlace(type, props)];
}

/** Those that aren't found in the inputs as well, at the same place and for the same value. */
function withoutEchoes(found: readonly Finding[], { type, props, inputs }: JudgedResource): readonly Finding[] {
  if (inputs === undefined) return found;
  const known = new Set(foundIn(type, inputs).map(keyOf));
  return found.filter((finding) => !known.has(keyOf(finding)) || !isSameAt(finding.path, props, inputs));
}

function keyOf({ path, rule }: Finding): string {
  return JSON.stringify([path, rule]);
}
