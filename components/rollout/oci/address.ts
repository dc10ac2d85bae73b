/** An instance's VNIC in the chosen subnet. @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/VnicAttachment/ */
import { models } from "oci-core";
import { PortError } from "../drive/ports.ts";
import type { PoolPort } from "../drive/ports.ts";
import type { Address } from "../plan/observation.ts";
import type { Clients } from "./clients.ts";
import { calling } from "./errors.ts";
import { all } from "./listing.ts";

/**
 * Asks until an address is found, and not again: a VNIC keeps its private address as long as it lives.
 * @param homeOf OCID of an instance's compartment
 */
export function addressPort(
  { compute, network }: Pick<Clients, "compute" | "network">,
  homeOf: (instanceId: string) => string,
): PoolPort["address"] {
  const known = new Map<string, Address>();

  const vnic = async (vnicId: string): Promise<models.Vnic | undefined> => {
    try {
      return (await calling("GetVnic", () => network.getVnic({ vnicId }))).vnic;
    } catch (error) {
      // It went with its instance, between the two calls.
      if (error instanceof PortError && error.kind === "not-found") {
        return undefined;
      }
      throw error;
    }
  };

  return async (instanceId, subnetId) => {
    const key = `${instanceId} ${subnetId ?? ""}`;
    const before = known.get(key);
    if (before !== undefined) {
      return before;
    }
    const attachments = await calling("ListVnicAttachments", () =>
      all(compute.listVnicAttachmentsRecordIterator({ compartmentId: homeOf(instanceId), instanceId })),
    );
    const candidates = inSubnet(attachments, subnetId);
    if (candidates === "no-match" || candidates.length === 0) {
      return candidates === "no-match" ? candidates : undefined;
    }
    const vnics = await Promise.all(candidates.map(vnic));
    const found = chosen(vnics, subnetId);
    if (found !== undefined) {
      known.set(key, found);
    }
    return found;
  };
}

/** OCIDs of the VNICs worth a look. An attachment names its subnet, so that other VNICs needn't be read. */
function inSubnet(attachments: readonly models.VnicAttachment[], subnetId: string | undefined): string[] | "no-match" {
  const { Attached, Attaching } = models.VnicAttachment.LifecycleState;
  const isComing = attachments.some(({ lifecycleState }) => lifecycleState === Attaching);
  const attached = attachments.filter(({ lifecycleState }) => lifecycleState === Attached);
  const matching = attached.filter((attachment) => subnetId === undefined || attachment.subnetId === subnetId);
  if (attached.length > 0 && matching.length === 0 && !isComing) {
    return "no-match";
  }
  return matching.flatMap(({ vnicId }) => (vnicId ? [vnicId] : []));
}

/** The primary VNIC; of several in the chosen subnet the primary one, else the first. */
function chosen(vnics: readonly (models.Vnic | undefined)[], subnetId: string | undefined): Address | undefined {
  const present = vnics.filter((vnic) => vnic !== undefined);
  const primary = present.find(({ isPrimary }) => isPrimary === true);
  const vnic = primary ?? (subnetId === undefined ? undefined : present[0]);
  return vnic?.privateIp ? { vnicId: vnic.id, subnetId: vnic.subnetId ?? "", ip: vnic.privateIp } : undefined;
}
