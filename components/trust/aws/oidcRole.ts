import * as pulumi from "@pulumi/pulumi";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { policyOf } from "@tidegate/aws";
import type { Statement } from "@tidegate/aws";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import { PULUMI_ISSUER } from "../deployment.ts";
import type { Subject, SubjectKind } from "../subject.ts";
import { GITHUB_ISSUER, isDeployment, subjectText } from "../subject.ts";
import { trustedFaults } from "../trusted.ts";
import { AWS_AUDIENCE, audienceFaults, hostOf } from "./oidcProvider.ts";
import { packed, packingFaults } from "./packing.ts";

export interface OidcRoleArgs {
  /** The role's name, `order-tracking-prod-deploy`, 64 characters at most. Unique in the account. */
  readonly roleName: string;
  readonly description: string;
  /** ARN of the account's provider for the issuer. */
  readonly providerArn: pulumi.Input<string>;
  /** Default: github.com's. With `PULUMI_ISSUER`, subjects are runs of Pulumi Deployments, and else workflows. */
  readonly issuer?: string;
  /** The one claim `aud` that the role takes. Default: `sts.amazonaws.com`; the organisation under Pulumi's issuer. */
  readonly audience?: string;
  /** Who may take the role: these and nobody else. */
  readonly subjects: readonly Subject[];
  /**
   * Which kinds of subject the role may ever name. A role for prod says `["environment"]`, because there GitHub asks for
   * reviewers and lets in tags alone: then nobody adds a branch by mistake. A run of Pulumi Deployments is a `deployment`.
   */
  readonly accepts: readonly SubjectKind[];
  /**
   * Minutes that credentials last, 15 to 720. Default: 60. AWS keeps no role below an hour: for less, the trust itself
   * refuses whoever doesn't ask for so short a session (`role-duration-seconds`).
   */
  readonly sessionMinutes?: number;
  /** ARN of the policy that the role can never get past, whatever it is given. */
  readonly permissionsBoundary: pulumi.Input<string>;
  /** What the role may do. They become as many managed policies as AWS's sizes ask for, ten at most. */
  readonly statements: readonly Statement[];
}

/**
 * A role that nobody has a key to: the token of a workflow or of a deployment is taken for it, where its subject and its audience are exactly the
 * ones that stand here.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/
 */
export class OidcRole extends pulumi.ComponentResource {
  /** Known once the role can do its work. */
  readonly arn: pulumi.Output<string>;
  readonly roleName: string;

  constructor(name: string, args: OidcRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, oidcRoleFaults(args, ownName));
    super("tidegate-trust:index:OidcRole", name, {}, opts);
    const role = new Role(
      name,
      {
        name: args.roleName,
        description: args.description,
        assumeRolePolicy: pulumi.output(args.providerArn).apply((arn) => trustText(arn, args)),
        maxSessionDuration: Math.max(minutesOf(args), LEAST_ROLE_MINUTES) * 60,
        permissionsBoundary: args.permissionsBoundary,
      },
      { parent: this },
    );
    const attached = packed(args.statements).map((statements, index) => {
      const policy = new Policy(
        `${name}-${index + 1}`,
        {
          name: `${args.roleName}-${index + 1}`,
          description: `What ${args.roleName} may do, part ${index + 1}`,
          policy: policyOf(statements),
        },
        { parent: this },
      );
      return new RolePolicyAttachment(
        `${name}-${index + 1}`,
        { role: role.name, policyArn: policy.arn },
        { parent: this },
      );
    });
    this.roleName = args.roleName;
    this.arn = pulumi.all([role.arn, pulumi.all(attached.map(({ id }) => id))]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn, roleName: this.roleName });
  }
}

/** What is wrong with the name, the subjects, the audience, the session and the statements. */
export function oidcRoleFaults(args: OidcRoleArgs, label: Label): Fault[] {
  const { subjects, issuer = GITHUB_ISSUER } = args;
  const audience = audienceOf(args);
  return [
    ...textFaults(label("roleName"), args.roleName, /^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and _+=,.@-"),
    ...audienceFaults(label("audience"), [audience]).map((fault) => ({ ...fault, path: label("audience") })),
    ...trustedFaults(args, { issuer, audiences: [audience] }, label),
    ...subjects.flatMap((_subject, index) => twiceFaults(subjects, index, label(`subjects[${index}]`))),
    ...wholeNumberFaults(label("sessionMinutes"), minutesOf(args), 15, 720),
    ...packingFaults(label("statements"), args.statements),
  ];
}

/** The trust: this provider's tokens, for this audience, with one of these subjects. Nothing here is a pattern. */
function trustText(providerArn: string, args: OidcRoleArgs): string {
  const { issuer = GITHUB_ISSUER, subjects } = args;
  const minutes = minutesOf(args);
  const host = hostOf(issuer);
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: issuer === PULUMI_ISSUER ? "PulumiDeployments" : "Github",
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${host}:aud`]: audienceOf(args), [`${host}:sub`]: subjects.map(subjectText) },
          ...(minutes < LEAST_ROLE_MINUTES && {
            NumericLessThanEquals: { "sts:DurationSeconds": String(minutes * 60) },
          }),
        },
      },
    ],
  });
}

function audienceOf({ audience, subjects }: OidcRoleArgs): string {
  return audience ?? subjects.find(isDeployment)?.organization ?? AWS_AUDIENCE;
}

function twiceFaults(subjects: readonly Subject[], index: number, path: string): Fault[] {
  const texts = subjects.map(subjectText);
  const given = texts[index];
  return given === undefined || texts.indexOf(given) === index
    ? []
    : [{ path, given, accepted: "each subject only once" }];
}

function minutesOf({ sessionMinutes = SESSION_MINUTES }: OidcRoleArgs): number {
  return sessionMinutes;
}

const SESSION_MINUTES = 60;
/** The least that AWS takes as a role's longest session. */
const LEAST_ROLE_MINUTES = 60;
