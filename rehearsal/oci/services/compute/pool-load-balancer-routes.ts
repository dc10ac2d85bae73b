/** Attaching load balancers to a pool that exists, and detaching them. */
import type * as core from "oci-core/lib/model/index.js";
import { detachedPoolLoadBalancers, instancePools } from "../../collections.ts";
import { notFound, notFoundResource } from "../../errors.ts";
import { bodyOf } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { newAttachment } from "./pool-details.ts";
import { attachSoon, detachSoon } from "./pool-load-balancers.ts";
import { sameSet } from "./pool-members.ts";
import { tend } from "./pool-tend.ts";
import { needPool, showPool } from "./pools.ts";

function attach(call: Call): Reply {
  const pool = needPool(call);
  const others = pool.loadBalancers ?? [];
  const attachment = newAttachment(call, pool.id, bodyOf<Wire<core.AttachLoadBalancerDetails>>(call), others);
  instancePools.change(call, pool.id, { loadBalancers: [...others, attachment] });
  attachSoon(call, attachment);
  tend(call, pool.id);
  return showPool(call, pool.id);
}

function detach(call: Call): Reply {
  const pool = needPool(call);
  const details = bodyOf<Wire<core.DetachLoadBalancerDetails>>(call);
  const attachment = pool.loadBalancers?.find((other) => sameSet(other, details));
  if (attachment === undefined) {
    throw notFound(
      `The backend set '${details.backendSetName}' of ${details.loadBalancerId} is not attached to the instance pool ${pool.id}.`,
    );
  }
  if (attachment.lifecycleState !== "DETACHING") {
    detachSoon(call, attachment);
  }
  return showPool(call, pool.id);
}

function show(call: Call): Reply {
  const { instancePoolId = "", instancePoolLoadBalancerAttachmentId: id = "" } = call.params;
  const pool = instancePools.need({ world: call.world, now: call.now }, instancePoolId);
  const gone = detachedPoolLoadBalancers.get(call.world, id);
  const found = pool.loadBalancers?.find((attachment) => attachment.id === id) ?? gone;
  if (found?.instancePoolId !== pool.id) {
    throw notFoundResource(id);
  }
  return { body: found };
}

const ONE = "/20160918/instancePools/{instancePoolId}";

export const poolLoadBalancerRoutes: readonly Route[] = [
  { operation: "core/AttachLoadBalancer", method: "POST", path: `${ONE}/actions/attachLoadBalancer`, handle: attach },
  { operation: "core/DetachLoadBalancer", method: "POST", path: `${ONE}/actions/detachLoadBalancer`, handle: detach },
  {
    operation: "core/GetInstancePoolLoadBalancerAttachment",
    method: "GET",
    path: `${ONE}/loadBalancerAttachments/{instancePoolLoadBalancerAttachmentId}`,
    handle: show,
  },
];
