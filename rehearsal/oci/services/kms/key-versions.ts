/** @see https://docs.oracle.com/iaas/api/#/en/key/release/KeyVersion/ */
import type { KeyVersion, ScheduleKeyVersionDeletionDetails } from "oci-keymanagement/lib/model/index.js";
import { keys, keyVersions } from "../../collections.ts";
import { conflict, incorrectState, notFoundResource } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { secondsUntil, timeOfDeletion } from "../shared/pending-deletion.ts";
import { picked } from "../shared/picked.ts";
import { VAULT_PREFIX } from "./endpoint.ts";
import { needKey, needState } from "./keys.ts";
import { addKeyVersion } from "./new-version.ts";

const WAITING_PERIOD = { least: 7, most: 30, usual: 30 };
const SUMMARY = [
  "compartmentId",
  "id",
  "keyId",
  "origin",
  "lifecycleState",
  "timeCreated",
  "timeOfDeletion",
  "vaultId",
] as const;

/** Only the deletion that is still the planned one happens. */
const isDeleted = eventKind<{ id: string; time: string }>("kms.keyVersionIsDeleted", (moment, { id, time }) => {
  const version = keyVersions.get(moment.world, id);
  if (version?.lifecycleState === "PENDING_DELETION" && version.timeOfDeletion === time) {
    keyVersions.remove(moment.world, id);
  }
});

/** A rotation: the new version is the one that encrypts from now on. */
function create(call: Call): Reply {
  const key = needKey(call);
  needState(key, "ENABLED");
  const { id: keyId, vaultId, compartmentId } = key;
  const version = addKeyVersion(call, { keyId, vaultId, compartmentId });
  keys.change(call, keyId, { currentKeyVersion: version.id });
  return replied(call, version.id);
}

function needVersion(call: Call): Wire<KeyVersion> {
  const { id } = needKey({ ...call, ifMatch: undefined });
  const version = keyVersions.need(call, call.params["keyVersionId"] ?? "");
  if (version.keyId !== id) {
    throw notFoundResource(version.id);
  }
  return version;
}

function replied(call: Call, id: string): Reply {
  return replyWith(keyVersions.get(call.world, id), keyVersions.etag(call.world, id));
}

/** The version that encrypts can't be deleted. */
function scheduleDeletion(call: Call): Reply {
  const version = needVersion(call);
  const details = bodyOf<Wire<ScheduleKeyVersionDeletionDetails> | undefined>(call);
  const time = timeOfDeletion(call, details?.timeOfDeletion, WAITING_PERIOD);
  if (keys.get(call.world, version.keyId)?.currentKeyVersion === version.id) {
    throw conflict(
      `${version.id} is the current version of ${version.keyId}. Rotate the key, then delete the former version.`,
    );
  }
  if (version.lifecycleState !== "ENABLED") {
    throw incorrectState(`The key version ${version.id} is ${version.lifecycleState}, not ENABLED.`);
  }
  keyVersions.change(call, version.id, { lifecycleState: "PENDING_DELETION", timeOfDeletion: time });
  isDeleted.schedule(call, secondsUntil(call, time), { id: version.id, time });
  return replied(call, version.id);
}

function cancelDeletion(call: Call): Reply {
  const version = needVersion(call);
  if (version.lifecycleState !== "PENDING_DELETION") {
    throw incorrectState(`The key version ${version.id} is ${version.lifecycleState}, not PENDING_DELETION.`);
  }
  keyVersions.change(call, version.id, { lifecycleState: "ENABLED", timeOfDeletion: undefined });
  return replied(call, version.id);
}

/** The newest first. */
function list(call: Call): Reply {
  const { id } = needKey(call);
  const found = keyVersions.list(call.world).filter((version) => version.keyId === id);
  return { body: found.reverse().map((version) => picked(version, SUMMARY)) };
}

export const keyVersionEvents = [isDeleted];

const ALL = `${VAULT_PREFIX}/20180608/keys/{keyId}/keyVersions`;
const ONE = `${ALL}/{keyVersionId}`;

export const keyVersionRoutes: readonly Route[] = [
  { operation: "keymanagement/CreateKeyVersion", method: "POST", path: ALL, handle: create },
  { operation: "keymanagement/ListKeyVersions", method: "GET", path: ALL, handle: list },
  {
    operation: "keymanagement/GetKeyVersion",
    method: "GET",
    path: ONE,
    handle: (call) => replied(call, needVersion(call).id),
  },
  {
    operation: "keymanagement/ScheduleKeyVersionDeletion",
    method: "POST",
    path: `${ONE}/actions/scheduleDeletion`,
    handle: scheduleDeletion,
  },
  {
    operation: "keymanagement/CancelKeyVersionDeletion",
    method: "POST",
    path: `${ONE}/actions/cancelDeletion`,
    handle: cancelDeletion,
  },
];
