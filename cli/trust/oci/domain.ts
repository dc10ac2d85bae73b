/** What a state holds of identity domains: trusts, the service users that they make of tokens, groups, and statements. */
import type { Stated } from "../stated.ts";
import { ofType, recordOf, textOf, textsOf } from "../stated.ts";

export interface ExchangeTrust {
  readonly name: string;
  readonly active: boolean;
  readonly issuer: string;
  /** Ids of the applications that may ask for an exchange. */
  readonly clients: readonly string[];
  /** The claim that says for whom the token was made; left out where the trust asks for none. */
  readonly audienceClaim?: string;
  readonly audiences: readonly string[];
  /** In their order: the first that fits decides. */
  readonly rules: readonly { readonly rule: string; readonly userId: string }[];
}

export interface ServiceUser {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly groups: readonly UserGroup[];
}

export interface UserGroup {
  readonly name: string;
  readonly ocid: string;
}

export interface NamedStatement {
  readonly policy: string;
  readonly text: string;
}

export interface Domain {
  readonly trusts: readonly ExchangeTrust[];
  readonly users: readonly ServiceUser[];
  readonly statements: readonly NamedStatement[];
}

export function domainIn(resources: readonly Stated[]): Domain {
  const identity = (kind: string) => ofType(resources, `oci:Identity/${kind}`);
  const groups = identity("domainsGroup:DomainsGroup");
  return {
    trusts: identity("domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust").map(trustOf),
    users: identity("domainsUser:DomainsUser").map((user) => userOf(user, groups)),
    statements: identity("policy:Policy").flatMap(({ name, values }) =>
      textsOf(values["statements"]).map((text) => ({ policy: textOf(values["name"]) || name, text })),
    ),
  };
}

function trustOf({ name, values }: Stated): ExchangeTrust {
  const impersonates = values["allowImpersonation"] === true;
  const audienceClaim = textOf(values["clientClaimName"]);
  return {
    name: textOf(values["name"]) || name,
    active: values["active"] === true,
    issuer: textOf(values["issuer"]),
    clients: textsOf(values["oauthClients"]),
    ...(audienceClaim !== "" && { audienceClaim }),
    audiences: textsOf(values["clientClaimValues"]),
    rules: impersonates
      ? [values["impersonationServiceUsers"]]
          .flat()
          .map(recordOf)
          .map(({ rule, value }) => ({ rule: textOf(rule), userId: textOf(value) }))
      : [],
  };
}

function userOf({ name, id, values }: Stated, groups: readonly Stated[]): ServiceUser {
  const own = textOf(values["id"]) || id;
  return {
    id: own,
    name: textOf(values["userName"]) || name,
    active: values["active"] !== false,
    groups: groups
      .filter((group) =>
        [group.values["members"]].flat().some((member) => own !== "" && recordOf(member)["value"] === own),
      )
      .map((group) => ({
        name: textOf(group.values["displayName"]) || group.name,
        ocid: textOf(group.values["ocid"]),
      })),
  };
}
