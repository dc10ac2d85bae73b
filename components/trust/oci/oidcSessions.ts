import * as pulumi from "@pulumi/pulumi";
import { DomainsGroup } from "@pulumi/oci/identity/domainsGroup.js";
import { DomainsIdentityPropagationTrust } from "@pulumi/oci/identity/domainsIdentityPropagationTrust.js";
import { DomainsUser } from "@pulumi/oci/identity/domainsUser.js";
import { Policy } from "@pulumi/oci/identity/policy.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { PULUMI_ISSUER } from "../deployment.ts";
import { GITHUB_ISSUER } from "../subject.ts";
import { exactRule, ociRoleFaults } from "./role.ts";
import type { OciRole } from "./role.ts";

export interface OidcSessionsArgs {
  /** Base URL of the identity domain, as in `https://idcs-....identity.oraclecloud.com:443`. */
  readonly domainUrl: pulumi.Input<string>;
  /** The domain's name, which stands before a group's in statements. Default: `Default`. */
  readonly domainName?: string;
  /**
   * Ids of the public applications that may ask for an exchange. A public application has no secret, and its id is none.
   * It is made by hand, once a domain, and not here: `DomainsApp` gives `clientSecret` as a plain output, and a state must
   * not hold one. The steps stand in README.md beside this file.
   */
  readonly clientIds: readonly string[];
  /** The values of `aud` that count: `https://github.com/owner/name`, or the organisation under Pulumi's issuer. */
  readonly audiences: readonly string[];
  /** Default: github.com's. With `PULUMI_ISSUER`, subjects are runs of Pulumi Deployments, and else workflows. */
  readonly issuer?: string;
  /** What tokens become. A domain knows one trust an issuer, so they all stand here. */
  readonly roles: readonly OciRole[];
}

/**
 * An issuer's tokens become sessions of OCI, without a key or a secret: one trust that pins issuer and audience, and a service
 * user, a group and a policy for each role. Each subject is a rule of its own, without a pattern.
 *
 * A session ends after an hour at most; OCI gives a trust no say in it. `tidegate oci-login` gets sessions.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm
 * @see https://www.pulumi.com/registry/packages/oci/api-docs/identity/domainsidentitypropagationtrust/
 */
export class OidcSessions extends pulumi.ComponentResource {
  readonly trustId: pulumi.Output<string>;
  /** By the role's name: OCID of its service user. */
  readonly userIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OidcSessionsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, oidcSessionsFaults(args, ownName));
    super("tidegate-trust:index:OidcSessions", name, {}, opts);
    const principals = args.roles.map((role) => ({ role, user: this.principal(name, role, args) }));
    const { issuer = GITHUB_ISSUER } = args;
    const trust = new DomainsIdentityPropagationTrust(
      name,
      {
        idcsEndpoint: args.domainUrl,
        schemas: [`${IDCS}:IdentityPropagationTrust`],
        name,
        description: `${issuer === PULUMI_ISSUER ? "Runs of Pulumi Deployments" : "Workflows of GitHub"}, each subject as one service user`,
        type: "JWT",
        active: true,
        issuer,
        publicKeyEndpoint: `${issuer}/.well-known/jwks`,
        oauthClients: [...args.clientIds],
        clientClaimName: "aud",
        clientClaimValues: [...args.audiences],
        subjectClaimName: "sub",
        subjectType: "User",
        clockSkewSeconds: CLOCK_SKEW_SECONDS,
        allowImpersonation: true,
        impersonationServiceUsers: principals.flatMap(({ role, user }) =>
          role.subjects.map((subject) => ({ rule: exactRule(subject), value: user.id })),
        ),
        attributeSets: EVERYTHING,
      },
      { parent: this },
    );
    this.trustId = trust.id;
    this.userIds = Object.fromEntries(principals.map(({ role, user }) => [role.name, user.ocid]));
    this.registerOutputs({ trustId: this.trustId, userIds: this.userIds });
  }

  /** The service user of a role, its group, and what that may do. */
  private principal(name: string, role: OciRole, args: OidcSessionsArgs): DomainsUser {
    const { domainUrl: idcsEndpoint, domainName = DEFAULT_DOMAIN } = args;
    const child = { parent: this };
    const user = new DomainsUser(
      `${name}-${role.name}`,
      {
        idcsEndpoint,
        schemas: [`${SCIM}:User`, `${IDCS}:extension:user:User`],
        userName: role.name,
        displayName: role.name,
        active: true,
        urnietfparamsscimschemasoracleidcsextensionuserUser: { serviceUser: true },
      },
      child,
    );
    const group = new DomainsGroup(
      `${name}-${role.name}`,
      {
        idcsEndpoint,
        schemas: [`${SCIM}:Group`],
        displayName: role.name,
        members: [{ type: "User", value: user.id }],
        attributeSets: EVERYTHING,
      },
      child,
    );
    new Policy(
      `${name}-${role.name}`,
      {
        compartmentId: role.compartmentId,
        name: role.name,
        description: `What ${role.name} may do`,
        statements: pulumi
          .output(role.compartmentId)
          .apply((id) => [...role.statements({ group: `${domainName}/${role.name}`, place: `compartment id ${id}` })]),
      },
      // A statement may only name a group that is there.
      { ...child, dependsOn: group },
    );
    return user;
  }
}

/** What is wrong with the domain, the clients, the audiences, the issuer and the roles. */
export function oidcSessionsFaults(args: OidcSessionsArgs, label: Label): Fault[] {
  const { domainUrl, domainName = DEFAULT_DOMAIN, clientIds, audiences, issuer = GITHUB_ISSUER } = args;
  return [
    ...(typeof domainUrl === "string" ? domainUrlFaults(label("domainUrl"), domainUrl) : []),
    ...textFaults(label("domainName"), domainName, /^[\w.-]+$/, "letters, digits, hyphens, dots and underscores"),
    ...textFaults(label("issuer"), issuer, /^https:\/\/[^\s*?#]+[^\s*?#/]$/, "an https URL without a slash at its end"),
    ...listFaults(label("clientIds"), clientIds, /^[\w.-]+$/, "a public application's id, without a secret"),
    ...listFaults(
      label("audiences"),
      audiences,
      /^[^\s*?]+$/,
      "one audience, whole: * and ? would stand for others too",
    ),
    ...ociRoleFaults(args.roles, { issuer, audiences }, label),
  ];
}

/** What is wrong with an identity domain's base URL. */
export function domainUrlFaults(path: string, given: string): Fault[] {
  return textFaults(path, given, URL_FORM, "an https URL without a path");
}

/** At least one, each as the pattern says. */
function listFaults(path: string, given: readonly string[], pattern: RegExp, accepted: string): Fault[] {
  return given.length === 0
    ? [{ path, given, accepted: "one at least" }]
    : given.flatMap((text, index) => textFaults(`${path}[${index}]`, text, pattern, accepted));
}

const SCIM = "urn:ietf:params:scim:schemas:core:2.0";
const IDCS = "urn:ietf:params:scim:schemas:oracle:idcs";
const DEFAULT_DOMAIN = "Default";
/** On a loopback address nobody needs a certificate. */
const URL_FORM = /^(https:\/\/[\w.-]+(:\d+)?|http:\/\/127\.0\.0\.1:\d+)\/?$/;
/** Clocks of the issuer and of Oracle may differ by so much. */
const CLOCK_SKEW_SECONDS = 60;
/** Rules and members are only read back where they are asked for; without them each refresh would plan to set them again. */
const EVERYTHING = ["all"];
