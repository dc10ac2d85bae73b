/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstancePoolLoadBalancerAttachment/ */
import { detachedPoolLoadBalancers, instancePools } from "../../collections.ts";
import { eventKind } from "../../events.ts";
import type { Moment } from "../../moment.ts";
import { leave, membersOf } from "./pool-members.ts";
import type { Attachment } from "./pool-members.ts";
import { noticePool } from "./pool-notice.ts";

const SECONDS_TO_ATTACH = 5;
const SECONDS_TO_DETACH = 5;
const SECONDS_DETACHED_SHOWS = 24 * 3600;

const attached = eventKind<{ poolId: string; id: string }>(
  "compute.poolLoadBalancerAttached",
  (moment, { poolId, id }) => {
    const found = find(moment, poolId, id);
    if (found?.lifecycleState === "ATTACHING") {
      replace(moment, poolId, id, [{ ...found, lifecycleState: "ATTACHED" }]);
      noticePool(moment, poolId);
    }
  },
);

const detached = eventKind<{ poolId: string; id: string }>(
  "compute.poolLoadBalancerDetached",
  (moment, { poolId, id }) => {
    const found = find(moment, poolId, id);
    if (found !== undefined) {
      membersOf(moment.world, poolId).forEach(({ instance }) => leave(moment, instance.id, found));
      replace(moment, poolId, id, []);
      detachedPoolLoadBalancers.put(moment, id, { ...found, lifecycleState: "DETACHED" });
      forgotten.schedule(moment, SECONDS_DETACHED_SHOWS, { id });
    }
  },
);

const forgotten = eventKind<{ id: string }>("compute.poolLoadBalancerForgotten", (moment, { id }) => {
  detachedPoolLoadBalancers.remove(moment.world, id);
});

/** Lets an attachment that is ATTACHING become ATTACHED. */
export function attachSoon(moment: Moment, { id, instancePoolId }: Attachment): void {
  attached.schedule(moment, SECONDS_TO_ATTACH, { poolId: instancePoolId, id });
}

/** Begins to detach: the pool's instances leave the backend set, then the attachment is gone from the pool. */
export function detachSoon(moment: Moment, attachment: Attachment): void {
  replace(moment, attachment.instancePoolId, attachment.id, [{ ...attachment, lifecycleState: "DETACHING" }]);
  detached.schedule(moment, SECONDS_TO_DETACH, { poolId: attachment.instancePoolId, id: attachment.id });
}

function find(moment: Moment, poolId: string, id: string): Attachment | undefined {
  return instancePools.get(moment.world, poolId)?.loadBalancers?.find((attachment) => attachment.id === id);
}

function replace(moment: Moment, poolId: string, id: string, by: Attachment[]): void {
  const before = instancePools.get(moment.world, poolId)?.loadBalancers ?? [];
  const loadBalancers = before.flatMap((attachment) => (attachment.id === id ? by : [attachment]));
  instancePools.change(moment, poolId, { loadBalancers });
}

export const poolLoadBalancerEvents = [attached, detached, forgotten];
