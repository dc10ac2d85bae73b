/** The pool's autoscaling. @see https://docs.oracle.com/iaas/api/#/en/autoscaling/20181001/AutoScalingConfiguration/ */
import type { AutoscalingPort } from "../drive/ports.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "../drive/ports.ts";
import { calling } from "./errors.ts";
import { all, PAGE_SIZE } from "./listing.ts";
import { SENT_ONCE } from "./retries.ts";
import type { Where } from "./where.ts";

/** A rollout has switched it off, and owes it to switch it on again. Its value says since when. */
export const SUSPENDED_TAG = "tidegate-suspended";

export function autoscalingPort(
  { autoscaling }: Pick<Clients, "autoscaling">,
  { poolId, compartmentId }: Pick<Where, "poolId" | "compartmentId">,
  clock: Pick<Clock, "now">,
  limit = PAGE_SIZE,
): AutoscalingPort {
  /** What isn't named is kept, the policies among it: they are no part of this call. Tags are replaced as a whole. */
  const change = async (id: string, isEnabled: boolean, mark: Readonly<Record<string, string>>): Promise<void> => {
    const { autoScalingConfiguration, etag } = await calling("GetAutoScalingConfiguration", () =>
      autoscaling.getAutoScalingConfiguration({ autoScalingConfigurationId: id }),
    );
    const { [SUSPENDED_TAG]: _former, ...others } = autoScalingConfiguration.freeformTags ?? {};
    await calling("UpdateAutoScalingConfiguration", () =>
      autoscaling.updateAutoScalingConfiguration({
        autoScalingConfigurationId: id,
        updateAutoScalingConfigurationDetails: { isEnabled, freeformTags: { ...others, ...mark } },
        ifMatch: etag,
        retryConfiguration: SENT_ONCE,
      }),
    );
  };

  return {
    list: async () => {
      const found = await calling("ListAutoScalingConfigurations", () =>
        all(autoscaling.listAutoScalingConfigurationsRecordIterator({ compartmentId, limit })),
      );
      return found
        .filter(({ resource }) => resource.id === poolId)
        .map(({ id, isEnabled, freeformTags }) => ({
          id,
          enabled: isEnabled ?? true,
          suspended: freeformTags?.[SUSPENDED_TAG] !== undefined,
        }));
    },
    suspend: (id) => change(id, false, { [SUSPENDED_TAG]: new Date(clock.now()).toISOString() }),
    restore: (id) => change(id, true, {}),
  };
}
