/** @see https://docs.oracle.com/iaas/api/#/en/key/release/Key/ */
import type {
  AutoKeyRotationDetails,
  ChangeKeyCompartmentDetails,
  CreateKeyDetails,
  Key,
  KeyShape,
  ScheduleKeyDeletionDetails,
  UpdateKeyDetails,
} from "oci-keymanagement/lib/model/index.js";
import { collection } from "../../collection.ts";
import { keys, keyVersions } from "../../collections.ts";
import { incorrectState, invalidParameter, missingParameter, notFoundResource } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { secondsUntil, timeOfDeletion } from "../shared/pending-deletion.ts";
import { picked } from "../shared/picked.ts";
import { needLength, needWithin } from "../shared/refuse.ts";
import { VAULT_PREFIX, vaultOf } from "./endpoint.ts";
import { addKeyVersion } from "./new-version.ts";

const SECONDS_TO_CREATE = 5;
const WAITING_PERIOD = { least: 7, most: 30, usual: 30 };
/** Key lengths in bytes, by algorithm. */
const LENGTHS: Readonly<Record<string, readonly number[]>> = {
  AES: [16, 24, 32],
  RSA: [256, 384, 512],
  ECDSA: [32, 48, 66],
};
/** ECDSA's curves, by the key's length. */
const CURVES: Readonly<Record<number, string>> = { 32: "NIST_P256", 48: "NIST_P384", 66: "NIST_P521" };
const SUMMARY = [
  "compartmentId",
  "definedTags",
  "displayName",
  "freeformTags",
  "id",
  "lifecycleState",
  "timeCreated",
  "vaultId",
  "protectionMode",
  "isAutoRotationEnabled",
] as const;

/** By the key's OCID: what it was before its deletion was scheduled. */
const formerStates = collection<{ lifecycleState: string }>("kmsFormerStatesOfKeys");

const becomesEnabled = eventKind<{ id: string }>("kms.keyBecomesEnabled", (moment, { id }) => {
  if (keys.get(moment.world, id)?.lifecycleState === "CREATING") {
    keys.change(moment, id, { lifecycleState: "ENABLED" });
  }
});

const isDeleted = eventKind<{ id: string; time: string }>("kms.keyIsDeleted", (moment, { id, time }) => {
  const key = keys.get(moment.world, id);
  if (key?.lifecycleState === "PENDING_DELETION" && key.timeOfDeletion === time) {
    keyVersions.list(moment.world).forEach((one) => one.keyId === id && keyVersions.remove(moment.world, one.id));
    keys.remove(moment.world, id);
    formerStates.remove(moment.world, id);
  }
});

function create(call: Call): Reply {
  const vault = vaultOf(call);
  if (vault.lifecycleState !== "ACTIVE") {
    throw incorrectState(`The vault ${vault.id} is ${vault.lifecycleState}, not ACTIVE.`);
  }
  const details = bodyOf<Wire<CreateKeyDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needLength("displayName", details.displayName, 1, 100);
  needShape(details.keyShape);
  needRotation(details.isAutoRotationEnabled, details.autoKeyRotationDetails);
  if (details.protectionMode === "EXTERNAL") {
    throw invalidParameter("protectionMode EXTERNAL needs a vault of type EXTERNAL, which this tenancy has none of.");
  }
  const id = freshOcid(call, "key", REGION);
  const keyVersion = addKeyVersion(call, { keyId: id, vaultId: vault.id, compartmentId: details.compartmentId });
  keys.put(call, id, {
    id,
    vaultId: vault.id,
    compartmentId: details.compartmentId,
    currentKeyVersion: keyVersion.id,
    displayName: details.displayName,
    keyShape: details.keyShape,
    protectionMode: details.protectionMode ?? "HSM",
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "CREATING",
    timeCreated: timestamp(call.now),
    isPrimary: true,
    isAutoRotationEnabled: details.isAutoRotationEnabled ?? false,
    ...(details.autoKeyRotationDetails && { autoKeyRotationDetails: details.autoKeyRotationDetails }),
  });
  becomesEnabled.schedule(call, SECONDS_TO_CREATE, { id });
  return replyWith(keys.need({ ...call, ifMatch: undefined }, id), keys.etag(call.world, id));
}

function needShape(shape: Wire<KeyShape>): void {
  const lengths = LENGTHS[shape.algorithm] ?? [];
  if (!lengths.includes(shape.length)) {
    throw invalidParameter(`keyShape.length of ${shape.algorithm} must be one of ${lengths.join(", ")} bytes.`);
  }
  const curve = shape.algorithm === "ECDSA" ? CURVES[shape.length] : undefined;
  if ((shape.curveId ?? undefined) !== curve) {
    throw invalidParameter(
      curve === undefined
        ? `keyShape.curveId goes with ECDSA, not with ${shape.algorithm}.`
        : `keyShape.curveId must be ${curve} for ECDSA with a length of ${shape.length} bytes.`,
    );
  }
}

/** @throws ServiceError 400 */
function needRotation(enabled: boolean | undefined, details: Wire<AutoKeyRotationDetails> | undefined): void {
  if (enabled === true && details?.rotationIntervalInDays === undefined) {
    throw missingParameter("isAutoRotationEnabled needs autoKeyRotationDetails.rotationIntervalInDays.");
  }
  needWithin("autoKeyRotationDetails.rotationIntervalInDays", details?.rotationIntervalInDays, 60, 365);
}

/** The key that a request is about, if it is one of the vault it was sent to. */
export function needKey(call: Call): Wire<Key> {
  const key = keys.need(call, call.params["keyId"] ?? "");
  if (key.vaultId !== vaultOf(call).id) {
    throw notFoundResource(key.id);
  }
  return key;
}

function show(call: Call): Reply {
  const key = needKey(call);
  return replyWith(key, keys.etag(call.world, key.id));
}

function list(call: Call): Reply {
  const { compartmentId, protectionMode } = call.query;
  const ofVault = filtered(keys.list(call.world), { compartmentId, protectionMode, vaultId: vaultOf(call).id });
  const found = sorted(call, ofVault, (key) => key.displayName);
  return { body: found.map((key) => ({ ...picked(key, SUMMARY), algorithm: key.keyShape.algorithm })) };
}

function update(call: Call): Reply {
  const key = needKey(call);
  const details = bodyOf<Wire<UpdateKeyDetails>>(call);
  needLength("displayName", details.displayName, 1, 100);
  needRotation(details.isAutoRotationEnabled, details.autoKeyRotationDetails ?? key.autoKeyRotationDetails);
  needInUse(key);
  return changed(call, key, details);
}

function changeCompartment(call: Call): Reply {
  const key = needKey(call);
  const { compartmentId } = bodyOf<Wire<ChangeKeyCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  keys.change(call, key.id, { compartmentId });
  return { status: 204, etag: keys.etag(call.world, key.id) };
}

function moveTo(from: string, to: string): (call: Call) => Reply {
  return (call) => {
    const key = needKey(call);
    needState(key, from);
    return changed(call, key, { lifecycleState: to });
  };
}

function scheduleDeletion(call: Call): Reply {
  const key = needKey(call);
  needInUse(key);
  const details = bodyOf<Wire<ScheduleKeyDeletionDetails> | undefined>(call);
  const time = timeOfDeletion(call, details?.timeOfDeletion, WAITING_PERIOD);
  isDeleted.schedule(call, secondsUntil(call, time), { id: key.id, time });
  formerStates.put(call, key.id, { lifecycleState: key.lifecycleState });
  return changed(call, key, { lifecycleState: "PENDING_DELETION", timeOfDeletion: time });
}

/** The key becomes what it was before. */
function cancelDeletion(call: Call): Reply {
  const key = needKey(call);
  needState(key, "PENDING_DELETION");
  const { lifecycleState } = formerStates.get(call.world, key.id) ?? { lifecycleState: "ENABLED" };
  return changed(call, key, { lifecycleState, timeOfDeletion: undefined });
}

function needInUse(key: Wire<Key>): void {
  if (key.lifecycleState !== "ENABLED" && key.lifecycleState !== "DISABLED") {
    throw incorrectState(`The key ${key.id} is ${key.lifecycleState}, neither ENABLED nor DISABLED.`);
  }
}

function changed(call: Call, key: Wire<Key>, change: Partial<Wire<Key>>): Reply {
  return replyWith(keys.change(call, key.id, change), keys.etag(call.world, key.id));
}

/** @throws ServiceError 409 unless the key is in that state */
export function needState(key: Wire<Key>, state: string): void {
  if (key.lifecycleState !== state) {
    throw incorrectState(`The key ${key.id} is ${key.lifecycleState}, not ${state}.`);
  }
}

export const keyEvents = [becomesEnabled, isDeleted];

const ALL = `${VAULT_PREFIX}/20180608/keys`;
const ONE = `${ALL}/{keyId}`;

export const keyRoutes: readonly Route[] = [
  { operation: "keymanagement/CreateKey", method: "POST", path: ALL, handle: create },
  { operation: "keymanagement/ListKeys", method: "GET", path: ALL, handle: list },
  { operation: "keymanagement/GetKey", method: "GET", path: ONE, handle: show },
  { operation: "keymanagement/UpdateKey", method: "PUT", path: ONE, handle: update },
  {
    operation: "keymanagement/ChangeKeyCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
  {
    operation: "keymanagement/EnableKey",
    method: "POST",
    path: `${ONE}/actions/enable`,
    handle: moveTo("DISABLED", "ENABLED"),
  },
  {
    operation: "keymanagement/DisableKey",
    method: "POST",
    path: `${ONE}/actions/disable`,
    handle: moveTo("ENABLED", "DISABLED"),
  },
  {
    operation: "keymanagement/ScheduleKeyDeletion",
    method: "POST",
    path: `${ONE}/actions/scheduleDeletion`,
    handle: scheduleDeletion,
  },
  {
    operation: "keymanagement/CancelKeyDeletion",
    method: "POST",
    path: `${ONE}/actions/cancelDeletion`,
    handle: cancelDeletion,
  },
];
