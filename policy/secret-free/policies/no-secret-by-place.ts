import type { ResourcePolicy } from "@tidegate/policy";
import { byPlace } from "./findings.ts";

/** Properties that hold a secret by their nature hold a placeholder, a reference, or nothing. */
export const noSecretByPlace: ResourcePolicy = {
  name: "no-secret-by-place",
  about: "resource",
  description: "A property that is there for a secret holds nothing, a placeholder such as CHANGEME, or a reference.",
  remedy:
    "Create it with CHANGEME and put the value in out of band, name the secret that holds it, or let the cloud own it " +
    "(manageMasterUserPassword, for instance).",
  sources: ["trivia-pay's requirements: secret injection", "additionalSecretOutputs of the installed SDKs"],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: "all",
  judge: ({ type, props }) => byPlace(type, props),
};
