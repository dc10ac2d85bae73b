/** Roles that a stack's state holds, each with every document that bears on what it may do. */
import type { Stated } from "../stated.ts";
import { ofType, recordOf, textOf, textsOf } from "../stated.ts";
import { documentOf } from "./documents.ts";
import type { Document, NamedDocument } from "./documents.ts";

export interface TrustRole {
  readonly name: string;
  readonly arn: string;
  readonly trust: Document;
  readonly policies: readonly NamedDocument[];
  /** ARNs of its managed policies. */
  readonly attached: readonly string[];
  /** ARN of its boundary, whether or not the state holds that; left out where it has none. */
  readonly boundaryArn?: string;
  readonly boundary?: NamedDocument;
  /** What whoever takes the role may give along to narrow the session. */
  readonly sessionPolicy?: NamedDocument;
  /** Policies that the state doesn't hold: what they say isn't known here. */
  readonly unseen: readonly string[];
  /** By issuer: audiences that the account's provider takes. An issuer whose provider isn't in this state is left out. */
  readonly audiences: Readonly<Record<string, readonly string[]>>;
}

/** Every role with a trust that is known. In a preview a document that names what isn't made yet is not. */
export function rolesIn(resources: readonly Stated[]): TrustRole[] {
  const managed = new Map(valuesOf(resources, "policy:Policy").map((values) => [textOf(values["arn"]), values]));
  const audiences = audiencesIn(resources);
  return valuesOf(resources, "role:Role").flatMap((role) => {
    const trust = documentOf(role["assumeRolePolicy"]);
    if (trust === undefined) return [];
    const attached = attachedTo(role, resources);
    const boundaryArn = textOf(role["permissionsBoundary"]);
    const inline = [
      ...valuesOf(resources, "rolePolicy:RolePolicy").filter((values) => isOf(role, values["role"])),
      ...[role["inlinePolicies"]].flat().map(recordOf),
    ];
    const held = attached.map((arn) => managed.get(arn) ?? {});
    const [boundary] = named(managed.get(boundaryArn) ?? {});
    const isUnseen = (arn: string) => documentOf(managed.get(arn)?.["policy"]) === undefined;
    return [
      {
        name: textOf(role["name"]),
        arn: textOf(role["arn"]),
        trust,
        policies: [...inline, ...held].flatMap(named),
        attached,
        audiences,
        unseen: [...attached, ...(boundaryArn === "" ? [] : [boundaryArn])]
          .filter(isUnseen)
          .map((arn) => (arn === "" ? "a policy that isn't made yet" : arn)),
        ...(boundaryArn !== "" && { boundaryArn }),
        ...(boundary !== undefined && { boundary }),
      },
    ];
  });
}

/** Names of roles whose trust isn't known before `up`. */
export function untoldRoles(resources: readonly Stated[]): string[] {
  return ofType(resources, "aws:iam/role:Role")
    .filter(({ values }) => documentOf(values["assumeRolePolicy"]) === undefined)
    .map(({ name, values }) => textOf(values["name"]) || name);
}

function valuesOf(resources: readonly Stated[], kind: string): Document[] {
  return ofType(resources, `aws:iam/${kind}`).map(({ id, values }) => ({ ...values, id }));
}

/** Each way to attach one. An ARN that isn't known yet is an empty text. */
function attachedTo(role: Document, resources: readonly Stated[]): string[] {
  const singly = valuesOf(resources, "rolePolicyAttachment:RolePolicyAttachment")
    .filter((values) => isOf(role, values["role"]))
    .map(({ policyArn }) => textOf(policyArn));
  const together = valuesOf(resources, "policyAttachment:PolicyAttachment")
    .filter(({ roles }) => [roles].flat().some((one) => isOf(role, one)))
    .map(({ policyArn }) => textOf(policyArn));
  return [...new Set([...singly, ...together, ...textsOf(role["managedPolicyArns"])])];
}

/** Roles are referred to by name, which is also their id; some write the ARN. */
function isOf(role: Document, reference: unknown): boolean {
  const text = textOf(reference);
  return text !== "" && [textOf(role["name"]), textOf(role["arn"])].includes(text);
}

function named(values: Document): NamedDocument[] {
  const document = documentOf(values["policy"]);
  return document === undefined ? [] : [{ name: textOf(values["name"]), document }];
}

function audiencesIn(resources: readonly Stated[]): Record<string, string[]> {
  const providers = valuesOf(resources, "openIdConnectProvider:OpenIdConnectProvider");
  return Object.fromEntries(
    providers.map(({ url, clientIdLists }) => [
      // AWS gives the URL back without its scheme.
      `https://${textOf(url).replace(/^https:\/\//, "")}`,
      textsOf(clientIdLists),
    ]),
  );
}
