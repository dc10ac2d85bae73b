/** The kinds of resources that the domain keeps: what each needs, and what of it a token exchange asks for. */
import type { Collection } from "../../collection.ts";
import { isRecord } from "../../facts/conform.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import type { World } from "../../world.ts";
import type { Attributes } from "./attributes.ts";
import { domainApps, domainGroups, domainTrusts, domainUsers } from "./directory.ts";
import type { DomainApp, DomainGroup, DomainTrust, DomainUser } from "./directory.ts";
import { freshGuid } from "./domain.ts";
import { readRule } from "./rules.ts";

/** What every resource has whatever its kind. */
interface Common {
  readonly id: string;
  readonly ocid: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly created: string;
}

export interface Kind<T extends Common> {
  /** The last part of its path: `Users`. */
  readonly path: string;
  readonly resourceType: string;
  /** The schema that a request must name. */
  readonly schema: string;
  /** What its OCID calls it. */
  readonly ocidKind: string;
  readonly collection: Collection<T>;
  /** Its attributes, with what is wrong noted in `given.faults`. */
  readonly read: (given: Attributes, common: Common, world: World) => T;
  /** The attribute that no other resource of the kind may share. */
  readonly unique: (item: T) => string;
  /** What the domain made up where it wasn't sent. */
  readonly added?: (item: T) => Readonly<Record<string, unknown>>;
  /** Attributes that only an answer to whoever asks for them holds: "returned: request" in Oracle's schemas. */
  readonly onRequest?: readonly string[];
  /** What else changes when one goes. */
  readonly removed?: (moment: Moment, id: string) => void;
}

export function freshCommon(moment: Moment, ocidKind: string, sent: Common["sent"], created: string): Common {
  return { id: freshGuid(moment), ocid: freshOcid(moment, ocidKind, ""), sent, created };
}

const USER_EXTENSION = "urn:ietf:params:scim:schemas:oracle:idcs:extension:user:User";

/** @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/User/ */
export const USERS: Kind<DomainUser> = {
  path: "Users",
  resourceType: "User",
  schema: "urn:ietf:params:scim:schemas:core:2.0:User",
  ocidKind: "user",
  collection: domainUsers,
  unique: ({ userName }) => userName.toLowerCase(),
  read: (given, common) => {
    const isServiceUser = given.part(USER_EXTENSION).flag("serviceUser", false);
    if (isServiceUser && given.has("password")) {
      given.refuse("password", "left out: a service user has none");
    }
    return { ...common, userName: given.text("userName"), active: given.flag("active", true), isServiceUser };
  },
  removed: (moment, id) => {
    for (const group of domainGroups.list(moment.world).filter(({ members }) => members.includes(id))) {
      leave(moment, group, id);
    }
  },
};

function leave(moment: Moment, group: DomainGroup, userId: string): void {
  const { members = [] } = group.sent;
  const left = (Array.isArray(members) ? members : []).filter(
    (member) => !isRecord(member) || member["value"] !== userId,
  );
  domainGroups.put(moment, group.id, {
    ...group,
    sent: { ...group.sent, members: left },
    members: group.members.filter((member) => member !== userId),
  });
}

/** @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/Group/ */
export const GROUPS: Kind<DomainGroup> = {
  path: "Groups",
  resourceType: "Group",
  schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
  ocidKind: "group",
  collection: domainGroups,
  onRequest: ["members"],
  unique: ({ displayName }) => displayName.toLowerCase(),
  read: (given, common, world) => {
    const members = given.items("members").map((member) => {
      const id = member.text("value");
      if (id !== "" && domainUsers.get(world, id) === undefined) {
        member.refuse("value", `the id of a user of this domain, not ${id}`);
      }
      return id;
    });
    return { ...common, displayName: given.text("displayName"), members };
  },
};

const CLIENT_TYPES = ["public", "confidential", "trusted"] as const;

/**
 * Applications, as OAuth clients. The rehearsal makes no client secret: a confidential one can be kept here, but can't
 * prove itself.
 * @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/App/
 */
export const APPS: Kind<DomainApp> = {
  path: "Apps",
  resourceType: "App",
  schema: "urn:ietf:params:scim:schemas:oracle:idcs:App",
  ocidKind: "domainapp",
  collection: domainApps,
  unique: ({ clientId }) => clientId,
  added: ({ clientId, clientType, active }) => ({ name: clientId, clientType, active }),
  read: (given, common) => {
    given.text("displayName");
    given.part("basedOnTemplate").text("value");
    const asked = given.text("clientType", "confidential");
    const clientType = CLIENT_TYPES.find((known) => known === asked);
    if (clientType === undefined) {
      given.refuse("clientType", `one of ${CLIENT_TYPES.join(", ")}`);
    }
    return {
      ...common,
      // A domain makes an id up where none is asked for.
      clientId: given.text("name", common.id),
      clientType: clientType ?? "confidential",
      active: given.flag("active", true),
    };
  },
};

/** @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/IdentityPropagationTrust/ */
export const TRUSTS: Kind<DomainTrust> = {
  path: "IdentityPropagationTrusts",
  resourceType: "IdentityPropagationTrust",
  schema: "urn:ietf:params:scim:schemas:oracle:idcs:IdentityPropagationTrust",
  ocidKind: "identitypropagationtrust",
  collection: domainTrusts,
  onRequest: ["impersonationServiceUsers"],
  // A token is told which trust it comes under by its issuer alone.
  unique: ({ issuer }) => issuer,
  read: (given, common, world) => {
    if (given.text("type").toUpperCase() !== "JWT") {
      given.refuse("type", "JWT: the rehearsal exchanges no other kind of token");
    }
    const oauthClients = given.texts("oauthClients");
    if (oauthClients.length === 0) {
      given.refuse("oauthClients", "at least one client's id");
    }
    if (!given.flag("allowImpersonation", false)) {
      given.refuse("allowImpersonation", "true: the rehearsal knows no users whom a token names itself");
    }
    const clientClaimName = given.has("clientClaimName") ? given.text("clientClaimName") : undefined;
    return {
      ...common,
      name: given.text("name"),
      active: given.flag("active", false),
      issuer: given.text("issuer"),
      publicKeyEndpoint: given.text("publicKeyEndpoint"),
      oauthClients,
      ...(clientClaimName !== undefined && { clientClaimName }),
      clientClaimValues: given.texts("clientClaimValues"),
      subjectClaimName: given.text("subjectClaimName", "sub"),
      clockSkewSeconds: given.number("clockSkewSeconds", 0),
      impersonations: impersonationsIn(given, world),
    };
  },
};

function impersonationsIn(given: Attributes, world: World): DomainTrust["impersonations"] {
  const items = given.items("impersonationServiceUsers");
  if (items.length === 0) {
    given.refuse("impersonationServiceUsers", "at least one rule with its service user");
  }
  return items.map((item) => {
    const rule = item.text("rule");
    const userId = item.text("value");
    if (rule !== "" && readRule(rule) === undefined) {
      item.refuse("rule", `"<claim> eq <value>" or "<claim> co <value>", not ${rule}`);
    }
    if (userId !== "" && domainUsers.get(world, userId)?.isServiceUser !== true) {
      item.refuse("value", `the id of a service user of this domain, not ${userId}`);
    }
    return { rule, userId };
  });
}
