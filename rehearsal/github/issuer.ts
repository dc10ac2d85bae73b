/**
 * GitHub's identity provider.
 * @see https://docs.github.com/en/actions/concepts/security/openid-connect
 */
import { Issuer } from "../oidc/issuer.ts";
import { ISSUER } from "./claims.ts";

export class GithubIssuer extends Issuer {
  constructor() {
    super(ISSUER);
  }
}
