import type { KeyVersion } from "oci-keymanagement/lib/model/index.js";
import { keyVersions } from "../../collections.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";

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
