/** Whose tokens count, by the claim `iss`. */
import type { ConfigSchema } from "@tidegate/policy";

export interface IssuerConfig {
  readonly issuers: readonly string[];
}

/** GitHub Actions, and Pulumi Deployments. */
const KNOWN = ["https://token.actions.githubusercontent.com", "https://api.pulumi.com/oidc"];

export const ISSUER_CONFIG: ConfigSchema<IssuerConfig> = {
  issuers: {
    schema: { type: "array", items: { type: "string", pattern: "^https://[^*?\\s]+[^*?\\s/]$" }, uniqueItems: true },
    default: KNOWN,
    describes: "Issuers whose tokens may be trusted: the claim iss, an https URL without a slash at its end.",
  },
};

/** As AWS writes an issuer: without its scheme. */
export function hostOf(issuer: string): string {
  return issuer.replace(/^https:\/\//, "");
}
