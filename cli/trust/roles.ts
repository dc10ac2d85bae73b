/** Roles that a stack's state holds, each with every document that bears on what it may do. */
import type { Stated } from "./stated.ts";
import { recordOf } from "./stated.ts";

export type Document = Readonly<Record<string, unknown>>;

export interface NamedDocument {
  readonly name: string;
  readonly document: Document;
}

export interface TrustRole {
  readonly name: string;
  readonly arn: string;
  readonly trust: Document;
  readonly policies: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  /** ARNs of policies that the state doesn't hold: what they allow isn't known here. */
  readonly unseen: readonly string[];
}

/** Every role with a trust that is known. In a preview a document that names what isn't made yet is not. */
export function rolesIn(resources: readonly Stated[]): TrustRole[] {
  const of = (kind: string) => resources.filter(({ type }) => type === `aws:iam/${kind}`).map(({ values }) => values);
  const managed = new Map(of("policy:Policy").map((values) => [text(values["arn"]), values]));
  return of("role:Role").flatMap((role) => {
    const name = text(role["name"]);
    const trust = documentOf(role["assumeRolePolicy"]);
    if (trust === undefined) return [];
    const mine = (values: Document) => text(values["role"]) === name;
    const attached = of("rolePolicyAttachment:RolePolicyAttachment")
      .filter(mine)
      .map(({ policyArn }) => text(policyArn));
    const boundaryArn = text(role["permissionsBoundary"]);
    const inline = of("rolePolicy:RolePolicy").filter(mine);
    const held = attached.map((arn) => managed.get(arn) ?? {});
    const policies = [...inline, ...held].flatMap((values) => named(values));
    const [boundary] = named(managed.get(boundaryArn) ?? {});
    const needed = boundaryArn === "" ? attached : [...attached, boundaryArn];
    const unseen = needed.filter((arn) => documentOf(managed.get(arn)?.["policy"]) === undefined);
    return [{ name, arn: text(role["arn"]), trust, policies, unseen, ...(boundary !== undefined && { boundary }) }];
  });
}

function named(values: Document): NamedDocument[] {
  const document = documentOf(values["policy"]);
  return document === undefined ? [] : [{ name: text(values["name"]), document }];
}

function documentOf(value: unknown): Document | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const document = recordOf(JSON.parse(value));
    return Object.keys(document).length === 0 ? undefined : document;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
