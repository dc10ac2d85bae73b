/** The instance pool and its members. @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstancePool/ */
import { models } from "oci-core";
import { PortError } from "../drive/ports.ts";
import type { PoolChange, PoolMember, PoolPort } from "../drive/ports.ts";
import type { PoolSeen } from "../plan/observation.ts";
import { addressPort } from "./address.ts";
import type { Clients } from "./clients.ts";
import { calling } from "./errors.ts";
import { all, instantOf, PAGE_SIZE } from "./listing.ts";
import { recordOf, withRecord } from "./record.ts";
import type { Tags } from "./record.ts";
import { SENT_ONCE } from "./retries.ts";
import type { Where } from "./where.ts";

export function poolPort(
  clients: Pick<Clients, "compute" | "management" | "network">,
  { poolId: instancePoolId, compartmentId }: Where,
  limit = PAGE_SIZE,
): PoolPort {
  const { compute, management } = clients;
  /** Instances may live in another compartment than their pool. */
  const homes = new Map<string, string>();
  let latest: { readonly etag: string; readonly tags: Tags } | undefined;

  const get = () =>
    calling("GetInstancePool", async () => {
      const { instancePool, etag } = await management.getInstancePool({ instancePoolId });
      latest = { etag, tags: instancePool.freeformTags ?? {} };
      return { instancePool, etag };
    });

  const listMembers = () =>
    calling("ListInstancePoolInstances", () =>
      all(management.listInstancePoolInstancesRecordIterator({ instancePoolId, compartmentId, limit })),
    );

  /** The tags of the version that the caller has seen. @throws PortError conflict when the pool isn't that one any more */
  const tagsAt = async (etag: string): Promise<Tags> => {
    if (latest?.etag !== etag) {
      await get();
    }
    if (latest?.etag !== etag) {
      throw new PortError("conflict", "UpdateInstancePool: the pool has changed since it was read. Read it again.");
    }
    return latest.tags;
  };

  return {
    address: addressPort(clients, (instanceId) => homes.get(instanceId) ?? compartmentId),

    read: async (): Promise<PoolSeen> => {
      const { instancePool, etag } = await get();
      const record = recordOf(instancePool.freeformTags ?? {});
      return {
        size: instancePool.size,
        configurationId: instancePool.instanceConfigurationId,
        state: instancePool.lifecycleState,
        etag,
        ...(record !== undefined && { record }),
      };
    },

    attachments: async () => {
      const { instancePool } = await get();
      const { Attached, Attaching } = models.InstancePoolLoadBalancerAttachment.LifecycleState;
      const present = (instancePool.loadBalancers ?? []).filter(
        ({ lifecycleState }) => lifecycleState === Attached || lifecycleState === Attaching,
      );
      return present.map(({ loadBalancerId, backendSetName, port }) => ({ loadBalancerId, backendSetName, port }));
    },

    members: async () => {
      const members = await listMembers();
      members.forEach(({ id, compartmentId: home }) => homes.set(id, home));
      return members.map(memberOf);
    },

    departing: async (detached, configurations) => {
      // With nothing detached only TERMINATING ones matter, and OCI can pick those out itself.
      const filter = detached.length === 0 ? { lifecycleState: models.Instance.LifecycleState.Terminating } : {};
      const places = new Set(homes.size > 0 ? homes.values() : [compartmentId]);
      const listed = await Promise.all(
        [...places].map((place) =>
          calling("ListInstances", () =>
            all(compute.listInstancesRecordIterator({ compartmentId: place, limit, ...filter })),
          ),
        ),
      );
      const { ours, strangers } = leaving(listed.flat(), new Set(detached), new Set(configurations));
      // Another's termination is rare, and only then it matters who is still a member.
      const members = strangers.length === 0 ? [] : (await listMembers()).map(({ id }) => id);
      return [...ours, ...strangers.filter((id) => !members.includes(id))];
    },

    update: async (change: PoolChange, etag) => {
      const { size, configurationId, record } = change;
      const freeformTags = record === undefined ? undefined : withRecord(await tagsAt(etag), record);
      const updateInstancePoolDetails = {
        ...(size !== undefined && { size }),
        ...(configurationId !== undefined && { instanceConfigurationId: configurationId }),
        ...(freeformTags !== undefined && { freeformTags }),
      };
      await calling("UpdateInstancePool", () =>
        management.updateInstancePool({
          instancePoolId,
          updateInstancePoolDetails,
          ifMatch: etag,
          retryConfiguration: SENT_ONCE,
        }),
      );
    },

    detach: async (instanceId) => {
      const detachInstancePoolInstanceDetails = { instanceId, isDecrementSize: true, isAutoTerminate: true };
      // The SDK sends a retry token along, the same with each attempt: the size goes down once.
      await calling("DetachInstancePoolInstance", () =>
        management.detachInstancePoolInstance({ instancePoolId, detachInstancePoolInstanceDetails }),
      );
    },
  };
}

function memberOf(item: models.InstanceSummary): PoolMember {
  return {
    id: item.id,
    name: item.displayName ?? item.id,
    configurationId: item.instanceConfigurationId,
    // This listing alone writes states as words, "Running".
    state: item.state.toUpperCase().replaceAll(" ", "_"),
    createdAt: instantOf(item.timeCreated),
  };
}

function leaving(
  instances: readonly models.Instance[],
  detached: ReadonlySet<string>,
  configurations: ReadonlySet<string>,
): { readonly ours: readonly string[]; readonly strangers: readonly string[] } {
  const { Terminating, Terminated } = models.Instance.LifecycleState;
  const ours = instances.filter(({ id, lifecycleState }) => detached.has(id) && lifecycleState !== Terminated);
  const strangers = instances.filter(
    ({ id, lifecycleState, instanceConfigurationId }) =>
      !detached.has(id) && lifecycleState === Terminating && configurations.has(instanceConfigurationId ?? ""),
  );
  return { ours: ours.map(({ id }) => id), strangers: strangers.map(({ id }) => id) };
}
