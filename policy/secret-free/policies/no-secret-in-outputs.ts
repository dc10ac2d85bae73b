import type { StackPolicy } from "@tidegate/policy";
import { filledPlaces } from "../places/places.ts";
import { findingsIn } from "./findings.ts";

/** Once outputs are known: no output of a resource or of the stack holds a secret, by its place or by its content. */
export const noSecretInOutputs: StackPolicy = {
  name: "no-secret-in-outputs",
  about: "stack",
  description: "No output of a resource or of the stack holds a secret, encrypted or not.",
  remedy: "Don't create what gives out a secret, and export the secret's name instead of its value.",
  sources: ["trivia-pay's requirements: state contains no real secrets"],
  levels: { dev: "mandatory", prod: "mandatory" },
  judge: (resources) =>
    resources.flatMap(({ urn, type, props }) => [
      ...findingsIn(props, () => true).map((finding) => ({ ...finding, urn })),
      ...filledPlaces(type, props).map((path) => ({
        urn,
        path,
        rule: "secret-place",
        says: "is there for a secret and holds a value",
      })),
    ]),
};
