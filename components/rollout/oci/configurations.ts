/** Instance configurations on the rollout's shelf. @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstanceConfiguration/ */
import { PortError } from "../drive/ports.ts";
import type { ConfigurationPort } from "../drive/ports.ts";
import type { Clients } from "./clients.ts";
import { calling } from "./errors.ts";
import { all, instantOf, PAGE_SIZE } from "./listing.ts";
import type { Where } from "./where.ts";

/** Says to which rollout an instance configuration belongs. One without it is nobody's to prune. */
export const SHELF_TAG = "tidegate-shelf";

export function configurationPort(
  { management }: Pick<Clients, "management">,
  { compartmentId, shelf }: Pick<Where, "compartmentId" | "shelf">,
  limit = PAGE_SIZE,
): ConfigurationPort {
  return {
    list: async () => {
      const found = await calling("ListInstanceConfigurations", () =>
        all(management.listInstanceConfigurationsRecordIterator({ compartmentId, limit })),
      );
      return found
        .filter(({ freeformTags }) => freeformTags?.[SHELF_TAG] === shelf)
        .map(({ id, timeCreated }) => ({ id, createdAt: instantOf(timeCreated) }));
    },
    remove: async (id) => {
      try {
        await calling("DeleteInstanceConfiguration", () =>
          management.deleteInstanceConfiguration({ instanceConfigurationId: id }),
        );
      } catch (error) {
        if (!(error instanceof PortError && error.kind === "not-found")) {
          throw error;
        }
      }
    },
  };
}
