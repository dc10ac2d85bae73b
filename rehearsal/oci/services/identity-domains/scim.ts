/**
 * The domain's administration: create, read, list, replace and delete, as SCIM has them. An answer leaves out what SCIM
 * calls "returned: request" unless the caller asks for it.
 * PATCH, sorting and bulk requests aren't served; a filter is `<attribute> eq "<value>"` on an attribute of the top level.
 * @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/
 */
import type { Moment } from "../../moment.ts";
import { DOMAIN_ID, TENANCY_ID } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import { Attributes } from "./attributes.ts";
import { domainUrl } from "./domain.ts";
import type { Kind } from "./kinds.ts";
import { freshCommon } from "./kinds.ts";
import { returned } from "./returned.ts";
import type { Asked } from "./returned.ts";

export class ScimError extends Error {
  override readonly name = "ScimError";
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

interface Common {
  readonly id: string;
  readonly ocid: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly created: string;
}

/** A resource as the domain answers it. */
export type Document = Record<string, unknown>;

/** The five operations on a kind. Each throws ScimError where the domain refuses. */
export interface Administration {
  create(moment: Moment, sent: Document, asked: Asked): Document;
  read(moment: Moment, id: string, asked: Asked): Document;
  list(moment: Moment, query: { readonly filter?: string; readonly count?: number }, asked: Asked): Document;
  replace(moment: Moment, id: string, sent: Document, asked: Asked): Document;
  remove(moment: Moment, id: string): void;
}

export function administration<T extends Common>(kind: Kind<T>): Administration {
  const need = (moment: Moment, id: string): T => {
    const found = kind.collection.get(moment.world, id);
    if (found === undefined) {
      throw new ScimError(404, `Resource ${kind.resourceType} with id ${id} doesn't exist.`);
    }
    return found;
  };

  /** Reads what was sent, and keeps it. */
  const keep = (moment: Moment, common: Common, sent: Document, asked: Asked): Document => {
    const given = new Attributes(kind.resourceType, sent);
    if (!given.texts("schemas").includes(kind.schema)) {
      given.refuse("schemas", `a list with ${kind.schema}`);
    }
    const item = kind.read(given, common, moment.world);
    if (given.faults.length > 0) {
      throw new ScimError(400, `${given.faults.join("; ")}.`);
    }
    const twin = kind.collection
      .list(moment.world)
      .find((other) => other.id !== item.id && kind.unique(other) === kind.unique(item));
    if (twin !== undefined) {
      throw new ScimError(409, `${kind.resourceType} ${twin.id} has the same ${kind.unique(item)} already.`);
    }
    kind.collection.put(moment, item.id, item);
    return shown(moment, kind, item, asked);
  };

  return {
    create: (moment, sent, asked) =>
      keep(moment, freshCommon(moment, kind.ocidKind, own(sent), timestamp(moment.now)), sent, asked),
    read: (moment, id, asked) => shown(moment, kind, need(moment, id), asked),
    replace: (moment, id, sent, asked) => {
      const { ocid, created } = need(moment, id);
      return keep(moment, { id, ocid, created, sent: own(sent) }, sent, asked);
    },
    remove: (moment, id) => {
      need(moment, id);
      kind.collection.remove(moment.world, id);
      kind.removed?.(moment, id);
    },
    list: (moment, { filter, count }, asked) => {
      const all = kind.collection.list(moment.world).map((item) => shown(moment, kind, item, asked));
      const found = filter === undefined ? all : all.filter(filterOf(filter));
      return {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        totalResults: found.length,
        startIndex: 1,
        itemsPerPage: Math.min(count ?? found.length, found.length),
        Resources: found.slice(0, count),
      };
    },
  };
}

function shown<T extends Common>(moment: Moment, kind: Kind<T>, item: T, asked: Asked): Document {
  const location = `${domainUrl(moment.world)}/admin/v1/${kind.path}/${item.id}`;
  const meta = { resourceType: kind.resourceType, created: item.created, location };
  return {
    ...returned({ ...item.sent, ...kind.added?.(item) }, kind.onRequest ?? [], asked),
    id: item.id,
    ocid: item.ocid,
    meta,
    domainOcid: DOMAIN_ID,
    compartmentOcid: TENANCY_ID,
    tenancyOcid: TENANCY_ID,
    deleteInProgress: false,
  };
}

/** What a client sends of the domain's own attributes counts for nothing; a password is never kept. */
function own(sent: Document): Document {
  const dropped = ["id", "ocid", "meta", "password", "clientsecret", "hashedclientsecret"];
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => !dropped.includes(name.toLowerCase()) && value !== null),
  );
}

function filterOf(text: string): (document: Document) => boolean {
  const found = /^(\w+) eq "([^"]*)"$/i.exec(text.trim());
  if (found === null) {
    throw new ScimError(400, `The filter ${text} isn't served here: only <attribute> eq "<value>".`);
  }
  const [, attribute = "", wanted] = found;
  return (document) =>
    Object.entries(document).some(
      ([name, value]) => name.toLowerCase() === attribute.toLowerCase() && value === wanted,
    );
}
