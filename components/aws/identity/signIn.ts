import * as pulumi from "@pulumi/pulumi";
import { IdentityProvider } from "@pulumi/aws/cognito/identityProvider.js";
import { UserPool } from "@pulumi/aws/cognito/userPool.js";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient.js";
import { UserPoolDomain } from "@pulumi/aws/cognito/userPoolDomain.js";
import { getRegionOutput } from "@pulumi/aws/getRegion.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";

export interface SignInArgs {
  /** The pool's name, and the first part of its sign-in page's host name: unique in the region, lower case. */
  readonly poolName: string;
  /** Where the identity provider publishes its SAML metadata: `https://sso.pingone.com/<id>/saml/metadata`. */
  readonly metadataUrl: string;
  /** What the identity provider is called on the sign-in page, 3 to 32 letters and digits. */
  readonly providerName: string;
  /** Pages that users come back to. */
  readonly callbackUrls: readonly pulumi.Input<string>[];
  /** Whether the pool, and with it every user's record, refuses deletion. */
  readonly protect: boolean;
}

/**
 * Sign-in by a company's own identity provider: a Cognito user pool that trusts it by SAML, and a client for a web
 * application, which has no secret. Nobody can sign up by themselves.
 *
 * The identity provider must be told two things, both outputs: the audience and the URL that its assertions go to.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html
 */
export class SignIn extends pulumi.ComponentResource {
  readonly userPoolId: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  /** Who issues the tokens, as an authorizer names it: `https://cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly issuer: pulumi.Output<string>;
  /** SAML's audience (entity id) of this pool: `urn:amazon:cognito:sp:<pool>`. */
  readonly samlAudience: pulumi.Output<string>;
  /** Where assertions are posted. */
  readonly samlReplyUrl: pulumi.Output<string>;

  constructor(name: string, args: SignInArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, signInFaults(args, ownName));
    super("tidegate-aws:index:SignIn", name, {}, opts);
    const child = { parent: this };
    const { region } = getRegionOutput({}, child);

    const pool = new UserPool(
      `${name}-pool`,
      {
        name: args.poolName,
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        deletionProtection: args.protect ? "ACTIVE" : "INACTIVE",
      },
      { ...child, protect: args.protect },
    );
    const domain = new UserPoolDomain(`${name}-domain`, { userPoolId: pool.id, domain: args.poolName }, child);
    const provider = new IdentityProvider(
      `${name}-provider`,
      {
        userPoolId: pool.id,
        providerName: args.providerName,
        providerType: "SAML",
        providerDetails: { MetadataURL: args.metadataUrl },
        attributeMapping: { email: "email" },
      },
      // AWS reads the metadata and adds what stands there.
      {
        ...child,
        ignoreChanges: ["providerDetails.ActiveEncryptionCertificate", "providerDetails.SSORedirectBindingURI"],
      },
    );
    const client = new UserPoolClient(
      `${name}-client`,
      {
        userPoolId: pool.id,
        name: args.poolName,
        generateSecret: false,
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        callbackUrls: [...args.callbackUrls],
        supportedIdentityProviders: [provider.providerName],
        preventUserExistenceErrors: "ENABLED",
      },
      child,
    );

    this.userPoolId = pool.id;
    this.clientId = client.id;
    this.issuer = pulumi.interpolate`https://cognito-idp.${region}.amazonaws.com/${pool.id}`;
    this.samlAudience = pulumi.interpolate`urn:amazon:cognito:sp:${pool.id}`;
    this.samlReplyUrl = pulumi.interpolate`https://${domain.domain}.auth.${region}.amazoncognito.com/saml2/idpresponse`;
    this.registerOutputs({ userPoolId: this.userPoolId, clientId: this.clientId, issuer: this.issuer });
  }
}

/** What is wrong with the names and the metadata's URL. */
export function signInFaults(
  { poolName, metadataUrl, providerName }: Pick<SignInArgs, "poolName" | "metadataUrl" | "providerName">,
  label: Label,
): Fault[] {
  return [
    ...textFaults(
      label("poolName"),
      poolName,
      /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "up to 63 lower-case letters, digits and hyphens, without the words aws, amazon and cognito",
    ),
    ...textFaults(label("metadataUrl"), metadataUrl, /^https:\/\/[^\s/]+\/\S*$/, "a URL that begins with https://"),
    ...textFaults(label("providerName"), providerName, /^[A-Za-z0-9]{3,32}$/, "3 to 32 letters and digits"),
  ];
}
