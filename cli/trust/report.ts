/** What a state says of trust, on both clouds together. */
import { explainRoles, subjectsOf } from "./aws/explain.ts";
import type { ExplainedRole } from "./aws/explain.ts";
import { mayTake } from "./aws/evaluate.ts";
import type { NamedDocument } from "./aws/documents.ts";
import { rolesIn, untoldRoles } from "./aws/roles.ts";
import type { TrustRole } from "./aws/roles.ts";
import { domainIn } from "./oci/domain.ts";
import type { Domain } from "./oci/domain.ts";
import { becomes, explainTrusts, principalsOf, ruleSubjects } from "./oci/explain.ts";
import type { ExplainedTrust } from "./oci/explain.ts";
import type { Stated } from "./stated.ts";
import { claimsFor, tokenOf } from "./token.ts";
import type { Cloud, Token, TokenOptions } from "./token.ts";

/** Everything in a state that decides about tokens. */
export interface Trusts {
  readonly roles: readonly TrustRole[];
  /** Names of AWS roles whose trust isn't known before `up`. */
  readonly untold: readonly string[];
  readonly domain: Domain;
}

/** @throws Error where the state holds nothing that could trust a token */
export function trustsIn(resources: readonly Stated[]): Trusts {
  const trusts = { roles: rolesIn(resources), untold: untoldRoles(resources), domain: domainIn(resources) };
  if (trusts.roles.length > 0 || trusts.domain.trusts.length > 0) return trusts;
  throw new Error(
    trusts.untold.length === 0
      ? "Nothing here trusts a token: there is no IAM role and no identity propagation trust. The foundation's stack has them."
      : `The trust of ${trusts.untold.join(", ")} isn't known before \`up\`: give the state that it leaves.`,
  );
}

/** The same, with sessions that are narrowed by a policy given along. */
export function narrowed(trusts: Trusts, sessionPolicy: NamedDocument): Trusts {
  return { ...trusts, roles: trusts.roles.map((role) => ({ ...role, sessionPolicy })) };
}

export interface Explained {
  readonly token: Token;
  readonly aws: readonly ExplainedRole[];
  readonly oci: readonly ExplainedTrust[];
  readonly untold: readonly string[];
}

export async function explain({ roles, untold, domain }: Trusts, token: Token): Promise<Explained> {
  return {
    token,
    aws: await explainRoles(roles, claimsFor("aws", token)),
    oci: explainTrusts(domain, claimsFor("oci", token)),
    untold,
  };
}

/** A role of AWS, or a service user of OCI. */
export interface Column {
  readonly cloud: Cloud;
  readonly name: string;
}

export interface Matrix {
  readonly columns: readonly Column[];
  /** `takes` goes by the columns. */
  readonly rows: readonly { readonly token: Token; readonly takes: readonly boolean[] }[];
}

/** @param subjects default: all that some trust names, each under the issuer that it is trusted from */
export function matrixOf({ roles, domain }: Trusts, subjects: readonly string[], options: TokenOptions = {}): Matrix {
  const principals = principalsOf(domain);
  const tokens =
    subjects.length > 0
      ? subjects.map((subject) => tokenOf(subject, options))
      : namedSubjects(roles, domain, options).map(({ subject, issuer }) => tokenOf(subject, { ...options, issuer }));
  return {
    columns: [
      ...roles.map(({ name }) => ({ cloud: "aws", name }) as const),
      ...principals.map(({ name }) => ({ cloud: "oci", name }) as const),
    ],
    rows: tokens.map((token) => {
      const user = becomes(domain, claimsFor("oci", token));
      return {
        token,
        takes: [
          ...roles.map((role) => mayTake(role, claimsFor("aws", token))),
          ...principals.map(({ id }) => id === user?.id),
        ],
      };
    }),
  };
}

function namedSubjects(roles: readonly TrustRole[], domain: Domain, { issuer }: TokenOptions) {
  const all = [...roles.flatMap(subjectsOf), ...ruleSubjects(domain)];
  const wanted = issuer === undefined ? undefined : tokenOf("", { issuer }).issuer;
  const own = new Map(all.map((one) => [`${one.issuer} ${one.subject}`, one]));
  return [...own.values()].filter((one) => wanted === undefined || one.issuer === wanted);
}
