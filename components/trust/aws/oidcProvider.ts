import * as pulumi from "@pulumi/pulumi";
import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { organizationFaults, PULUMI_ISSUER } from "../deployment.ts";
import { GITHUB_ISSUER } from "../subject.ts";

/** What GitHub's tokens for AWS are made for: their claim `aud`, as aws-actions/configure-aws-credentials asks for it. */
export const AWS_AUDIENCE = "sts.amazonaws.com";

export interface OidcProviderArgs {
  /**
   * Values of the claim `aud` that AWS takes. Default: `sts.amazonaws.com` alone. Under Pulumi's issuer they are names of
   * organisations, and there is no default.
   */
  readonly audiences?: readonly string[];
  /**
   * Who signs the tokens. Default: github.com's issuer; GitHub Enterprise Server has one of its own, Pulumi Deployments has
   * `PULUMI_ISSUER`.
   */
  readonly issuer?: string;
  /**
   * SHA-1 thumbprints of the issuer's certificates, 40 hexadecimal digits each. Default: none. AWS checks github.com by
   * its own list of certificate authorities and looks at no thumbprint, so that one given here would guard nothing. For other
   * issuers without one it takes the top certificate that the issuer's server shows.
   */
  readonly thumbprints?: readonly string[];
}

/**
 * What makes AWS take an issuer's tokens at all. By itself it lets nobody in: roles name whom they trust. An account has one
 * for an issuer.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/openidconnectprovider/
 */
export class OidcProvider extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** What conditions call it: the issuer without `https://`. */
  readonly host: string;
  readonly audiences: readonly string[];

  constructor(name: string, args: OidcProviderArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, oidcProviderFaults(args, ownName));
    super("tidegate-trust:index:OidcProvider", name, {}, opts);
    const { audiences = [AWS_AUDIENCE], issuer = GITHUB_ISSUER, thumbprints } = args;
    const provider = new OpenIdConnectProvider(
      name,
      {
        url: issuer,
        clientIdLists: [...audiences],
        ...(thumbprints !== undefined && { thumbprintLists: [...thumbprints] }),
      },
      { parent: this },
    );
    this.arn = provider.arn;
    this.host = hostOf(issuer);
    this.audiences = audiences;
    this.registerOutputs({ arn: this.arn, host: this.host });
  }
}

/** What is wrong with the audiences, the issuer and the thumbprints. */
export function oidcProviderFaults(args: OidcProviderArgs, label: Label): Fault[] {
  const { audiences = [AWS_AUDIENCE], issuer = GITHUB_ISSUER, thumbprints = [] } = args;
  return [
    ...audienceFaults(label("audiences"), audiences),
    ...(issuer === PULUMI_ISSUER
      ? audiences.flatMap((one, index) => organizationFaults(label(`audiences[${index}]`), one))
      : []),
    ...textFaults(
      label("issuer"),
      issuer,
      /^https:\/\/[^\s/?#*]+(\/[^\s/?#*]+)*$/,
      "an issuer that begins with https://",
    ),
    ...thumbprints.flatMap((one, index) =>
      textFaults(label(`thumbprints[${index}]`), one, /^[0-9a-f]{40}$/, "40 hexadecimal digits in lower case"),
    ),
  ];
}

/** What is wrong with a list of audiences: none, an empty one, a pattern, one twice. */
export function audienceFaults(path: string, given: readonly string[]): Fault[] {
  if (given.length === 0) return [{ path, given, accepted: `one audience at least, as in ${AWS_AUDIENCE}` }];
  return given.flatMap((one, index) => {
    const itsPath = `${path}[${index}]`;
    if (given.indexOf(one) < index) return [{ path: itsPath, given: one, accepted: "each audience only once" }];
    return textFaults(itsPath, one, /^[^\s*?]{1,255}$/, "an audience in full: 1 to 255 characters, no blank, * or ?");
  });
}

/** What conditions call an issuer. */
export function hostOf(issuer: string): string {
  return issuer.replace(/^https:\/\//, "").replace(/\/$/, "");
}
