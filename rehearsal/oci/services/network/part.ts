/**
 * What the parts of a VCN have in common: they belong to one VCN, are made and changed at once, move between
 * compartments, and can't be deleted while something uses them.
 */
import { vcns } from "../../collections.ts";
import type { Collection } from "../../collection.ts";
import { conflict, incorrectState } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";
import { defaultName } from "../shared/default-name.ts";
import { sorted } from "../shared/listing.ts";
import { needKind, needLength } from "../shared/refuse.ts";

/** The fields that every part has. */
export interface VcnPart {
  id: string;
  compartmentId: string;
  vcnId: string;
  displayName?: string;
  lifecycleState: string;
  timeCreated?: string;
}

export interface PartDetails {
  compartmentId: string;
  vcnId: string;
  displayName?: string;
}

export interface PartKind<Part extends VcnPart, Create extends PartDetails, Update extends object> {
  /** The operation's noun in the SDK: `InternetGateway`. */
  readonly noun: string;
  /** The noun of its list, where it is not the noun with an s. */
  readonly plural?: string;
  /** The kind inside its OCIDs: `internetgateway`. */
  readonly ocid: string;
  /** First segment of its paths: `internetGateways`. */
  readonly path: string;
  /** The path parameter: `igId`. */
  readonly parameter: string;
  /** What its default display name begins with. */
  readonly prefix: string;
  readonly collection: Collection<Part>;
  /** The fields beyond the common ones. @throws ServiceError where OCI refuses them */
  readonly create: (call: Call, details: Create, id: string) => Omit<Part, CommonKey>;
  /** What changes. @throws ServiceError where OCI refuses it */
  readonly update: (call: Call, part: Part, details: Update) => Partial<Part>;
  /** OCIDs of whatever would break if it were deleted. */
  readonly users: (world: World, part: Part) => string[];
  /** Whether it came with the VCN and goes with it: then it can't be deleted by itself. */
  readonly isDefault?: (world: World, part: Part) => boolean;
  readonly removed?: (moment: Moment, part: Part) => void;
}

type CommonKey =
  "id" | "compartmentId" | "vcnId" | "displayName" | "lifecycleState" | "timeCreated" | "freeformTags" | "definedTags";

/** The routes of one kind of part. */
export function partRoutes<Part extends VcnPart, Create extends PartDetails, Update extends object>(
  kind: PartKind<Part, Create, Update>,
): Route[] {
  const all = `/20160918/${kind.path}`;
  const one = `${all}/{${kind.parameter}}`;
  const idOf = (call: Call) => call.params[kind.parameter] ?? "";
  const show = (call: Call, id = idOf(call)): Reply =>
    replyWith(kind.collection.need(call, id), kind.collection.etag(call.world, id));
  return [
    { operation: `core/Create${kind.noun}`, method: "POST", path: all, handle: (call) => create(call, kind) },
    {
      operation: `core/List${kind.plural ?? `${kind.noun}s`}`,
      method: "GET",
      path: all,
      handle: (call) => list(call, kind),
    },
    { operation: `core/Get${kind.noun}`, method: "GET", path: one, handle: (call) => show(call) },
    {
      operation: `core/Update${kind.noun}`,
      method: "PUT",
      path: one,
      handle: (call) => {
        const part = kind.collection.need(call, idOf(call));
        const details = bodyOf<Update & { displayName?: string }>(call);
        needLength("displayName", details.displayName, 1, 255);
        kind.collection.change(call, part.id, { ...details, ...kind.update(call, part, details) });
        return show({ ...call, ifMatch: undefined }, part.id);
      },
    },
    {
      operation: `core/Delete${kind.noun}`,
      method: "DELETE",
      path: one,
      handle: (call) => remove(call, kind, idOf(call)),
    },
    {
      operation: `core/Change${kind.noun}Compartment`,
      method: "POST",
      path: `${one}/actions/changeCompartment`,
      handle: (call) => {
        const part = kind.collection.need(call, idOf(call));
        const { compartmentId } = bodyOf<{ compartmentId: string }>(call);
        needCompartment(call.world, compartmentId);
        kind.collection.change(call, part.id, { compartmentId } as Partial<Part>);
        return { status: 204, etag: kind.collection.etag(call.world, part.id) };
      },
    },
  ];
}

function create<Part extends VcnPart, Create extends PartDetails, Update extends object>(
  call: Call,
  kind: PartKind<Part, Create, Update>,
): Reply {
  const details = bodyOf<Create & { freeformTags?: object; definedTags?: object }>(call);
  needCompartment(call.world, details.compartmentId);
  needKind("vcnId", details.vcnId, "vcn");
  vcns.need({ ...call, ifMatch: undefined }, details.vcnId);
  needLength("displayName", details.displayName, 1, 255);
  const id = freshOcid(call, kind.ocid, REGION);
  const common = {
    id,
    compartmentId: details.compartmentId,
    vcnId: details.vcnId,
    displayName: details.displayName ?? defaultName(kind.prefix, call.now),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "AVAILABLE",
    timeCreated: timestamp(call.now),
  };
  // The compiler can't see that the common fields and the kind's own make up the whole of a generic part.
  const part = { ...common, ...kind.create(call, details, id) } as unknown as Part;
  kind.collection.put(call, id, part);
  return replyWith(part, kind.collection.etag(call.world, id));
}

function list<Part extends VcnPart, Create extends PartDetails, Update extends object>(
  call: Call,
  kind: PartKind<Part, Create, Update>,
): Reply {
  const { compartmentId, vcnId, displayName, lifecycleState } = call.query;
  const found = filtered<VcnPart>(kind.collection.list(call.world), {
    compartmentId,
    vcnId,
    displayName,
    lifecycleState,
  });
  return { body: sorted(call, found, (part) => part.displayName ?? "") };
}

function remove<Part extends VcnPart, Create extends PartDetails, Update extends object>(
  call: Call,
  kind: PartKind<Part, Create, Update>,
  id: string,
): Reply {
  const part = kind.collection.need(call, id);
  if (kind.isDefault?.(call.world, part) === true) {
    throw incorrectState(`${id} came with its VCN, and is deleted with it.`);
  }
  const users = kind.users(call.world, part);
  if (users.length > 0) {
    throw conflict(`${id} can't be deleted: it is in use by ${users.join(", ")}.`);
  }
  kind.collection.remove(call.world, id);
  kind.removed?.(call, part);
  return { status: 204 };
}
