import type { Policy } from "@tidegate/policy";
import { noSecretByContent } from "./policies/no-secret-by-content.ts";
import { noSecretByPlace } from "./policies/no-secret-by-place.ts";
import { noSecretInDynamicProvider } from "./policies/no-secret-in-dynamic-provider.ts";
import { noSecretInOutputs } from "./policies/no-secret-in-outputs.ts";

/** The pack's policies, in the order in which they are shown. */
export const policies: readonly Policy[] = [
  noSecretByPlace,
  noSecretByContent,
  noSecretInDynamicProvider,
  noSecretInOutputs,
];
