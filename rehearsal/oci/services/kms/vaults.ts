/** @see https://docs.oracle.com/iaas/api/#/en/key/release/Vault/ */
import type {
  ChangeVaultCompartmentDetails,
  CreateVaultDetails,
  ScheduleVaultDeletionDetails,
  UpdateVaultDetails,
  Vault,
} from "oci-keymanagement/lib/model/index.js";
import { keys, vaults } from "../../collections.ts";
import { incorrectState, invalidParameter } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { secondsUntil, timeOfDeletion } from "../shared/pending-deletion.ts";
import { picked } from "../shared/picked.ts";
import { needLength } from "../shared/refuse.ts";
import { endpointOf } from "./endpoint.ts";
import { forgetKeysOf, restoreKeysOf, scheduleKeysOf } from "./with-vault.ts";

/** World seconds that a new vault takes; a real one takes a minute or more. */
const SECONDS_TO_CREATE = 60;
const WAITING_PERIOD = { least: 7, most: 30, usual: 30 };
const SUMMARY = [
  "compartmentId",
  "cryptoEndpoint",
  "definedTags",
  "displayName",
  "freeformTags",
  "id",
  "lifecycleState",
  "managementEndpoint",
  "timeCreated",
  "vaultType",
] as const;

const becomesActive = eventKind<{ id: string }>("kms.vaultBecomesActive", (moment, { id }) => {
  if (vaults.get(moment.world, id)?.lifecycleState === "CREATING") {
    vaults.change(moment, id, { lifecycleState: "ACTIVE" });
  }
});

const isDeleted = eventKind<{ id: string; time: string }>("kms.vaultIsDeleted", (moment, { id, time }) => {
  const vault = vaults.get(moment.world, id);
  if (vault?.lifecycleState === "PENDING_DELETION" && vault.timeOfDeletion === time) {
    keys.list(moment.world).forEach((key) => key.vaultId === id && keys.remove(moment.world, key.id));
    vaults.remove(moment.world, id);
    forgetKeysOf(moment.world, id);
  }
});

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateVaultDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needLength("displayName", details.displayName, 1, 100);
  if (details.vaultType === "EXTERNAL") {
    throw invalidParameter("vaultType EXTERNAL needs an external key manager, which this tenancy has none of.");
  }
  const id = freshOcid(call, "vault", REGION);
  vaults.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName,
    vaultType: details.vaultType,
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "CREATING",
    timeCreated: timestamp(call.now),
    wrappingkeyId: freshOcid(call, "key", REGION),
    isPrimary: true,
    isVaultReplicable: false,
    cryptoEndpoint: "",
    managementEndpoint: "",
  });
  becomesActive.schedule(call, SECONDS_TO_CREATE, { id });
  return show(call, id);
}

function show(call: Call, id = call.params["vaultId"] ?? ""): Reply {
  return replyWith(withEndpoints(call, vaults.need(call, id)), vaults.etag(call.world, id));
}

/** Addresses follow the place where the world is served: they are no part of what lies on disk. */
function withEndpoints(moment: Moment, vault: Wire<Vault>): Wire<Vault> {
  const endpoint = endpointOf(moment.world, vault.id);
  return { ...vault, cryptoEndpoint: endpoint, managementEndpoint: endpoint };
}

function list(call: Call): Reply {
  const { compartmentId } = call.query;
  const found = sorted(call, filtered(vaults.list(call.world), { compartmentId }), (vault) => vault.displayName);
  return { body: found.map((vault) => picked(withEndpoints(call, vault), SUMMARY)) };
}

function update(call: Call): Reply {
  const vault = vaults.need(call, call.params["vaultId"] ?? "");
  needActive(vault);
  const details = bodyOf<Wire<UpdateVaultDetails>>(call);
  needLength("displayName", details.displayName, 1, 100);
  vaults.change(call, vault.id, details);
  return show({ ...call, ifMatch: undefined }, vault.id);
}

function changeCompartment(call: Call): Reply {
  const vault = vaults.need(call, call.params["vaultId"] ?? "");
  const { compartmentId } = bodyOf<Wire<ChangeVaultCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  vaults.change(call, vault.id, { compartmentId });
  return { status: 204, etag: vaults.etag(call.world, vault.id) };
}

function scheduleDeletion(call: Call): Reply {
  const vault = vaults.need(call, call.params["vaultId"] ?? "");
  needActive(vault);
  const details = bodyOf<Wire<ScheduleVaultDeletionDetails> | undefined>(call);
  const time = timeOfDeletion(call, details?.timeOfDeletion, WAITING_PERIOD);
  scheduleKeysOf(call, vault.id, time);
  vaults.change(call, vault.id, { lifecycleState: "PENDING_DELETION", timeOfDeletion: time });
  isDeleted.schedule(call, secondsUntil(call, time), { id: vault.id, time });
  return show({ ...call, ifMatch: undefined }, vault.id);
}

function cancelDeletion(call: Call): Reply {
  const vault = vaults.need(call, call.params["vaultId"] ?? "");
  if (vault.lifecycleState !== "PENDING_DELETION") {
    throw incorrectState(`The vault ${vault.id} is ${vault.lifecycleState}, not PENDING_DELETION.`);
  }
  vaults.change(call, vault.id, { lifecycleState: "ACTIVE", timeOfDeletion: undefined });
  restoreKeysOf(call, vault.id);
  return show({ ...call, ifMatch: undefined }, vault.id);
}

function needActive(vault: Wire<Vault>): void {
  if (vault.lifecycleState !== "ACTIVE") {
    throw incorrectState(`The vault ${vault.id} is ${vault.lifecycleState}, not ACTIVE.`);
  }
}

export const vaultEvents = [becomesActive, isDeleted];

const ONE = "/20180608/vaults/{vaultId}";

export const vaultRoutes: readonly Route[] = [
  { operation: "keymanagement/CreateVault", method: "POST", path: "/20180608/vaults", handle: create },
  { operation: "keymanagement/ListVaults", method: "GET", path: "/20180608/vaults", handle: list },
  { operation: "keymanagement/GetVault", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "keymanagement/UpdateVault", method: "PUT", path: ONE, handle: update },
  {
    operation: "keymanagement/ChangeVaultCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
  {
    operation: "keymanagement/ScheduleVaultDeletion",
    method: "POST",
    path: `${ONE}/actions/scheduleDeletion`,
    handle: scheduleDeletion,
  },
  {
    operation: "keymanagement/CancelVaultDeletion",
    method: "POST",
    path: `${ONE}/actions/cancelDeletion`,
    handle: cancelDeletion,
  },
];
