/** Pulumi Cloud as an identity provider: it signs a token for each run of Pulumi Deployments. */
import { Issuer } from "../oidc/issuer.ts";
import { ISSUER } from "./claims.ts";

export class PulumiIssuer extends Issuer {
  constructor() {
    super(ISSUER);
  }
}
