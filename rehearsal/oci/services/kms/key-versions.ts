/** @see https://docs.oracle.com/iaas/api/#/en/key/release/KeyVersion/ */
import type { KeyVersion } from "oci-keymanagement/lib/model/index.js";
import { keys, keyVersions } from "../../collections.ts";
import { notFoundResource } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { picked } from "../shared/picked.ts";
import { VAULT_PREFIX } from "./endpoint.ts";

const SUMMARY = ["compartmentId", "id", "keyId", "origin", "lifecycleState", "timeCreated", "vaultId"] as const;

/** Makes a version of a key; who calls makes it the current one. */
export function addKeyVersion(
  moment: Moment,
  of: { keyId: string; vaultId: string; compartmentId: string },
): Wire<KeyVersion> {
  const id = freshOcid(moment, "keyversion", REGION);
  return keyVersions.put(moment, id, {
    id,
    ...of,
    lifecycleState: "ENABLED",
    origin: "INTERNAL",
    timeCreated: timestamp(moment.now),
    isPrimary: true,
    isAutoRotated: false,
  });
}

function create(call: Call): Reply {
  const { id: keyId, vaultId, compartmentId } = keys.need(call, call.params["keyId"] ?? "");
  const version = addKeyVersion(call, { keyId, vaultId, compartmentId });
  keys.change(call, keyId, { currentKeyVersion: version.id });
  return replyWith(version, keyVersions.etag(call.world, version.id));
}

function show(call: Call): Reply {
  const version = keyVersions.need(call, call.params["keyVersionId"] ?? "");
  if (version.keyId !== call.params["keyId"]) {
    throw notFoundResource(version.id);
  }
  return replyWith(version, keyVersions.etag(call.world, version.id));
}

/** The newest first. */
function list(call: Call): Reply {
  const { id } = keys.need(call, call.params["keyId"] ?? "");
  const found = keyVersions.list(call.world).filter((version) => version.keyId === id);
  return { body: found.reverse().map((version) => picked(version, SUMMARY)) };
}

const ALL = `${VAULT_PREFIX}/20180608/keys/{keyId}/keyVersions`;

export const keyVersionRoutes: readonly Route[] = [
  { operation: "keymanagement/CreateKeyVersion", method: "POST", path: ALL, handle: create },
  { operation: "keymanagement/ListKeyVersions", method: "GET", path: ALL, handle: list },
  { operation: "keymanagement/GetKeyVersion", method: "GET", path: `${ALL}/{keyVersionId}`, handle: show },
];
