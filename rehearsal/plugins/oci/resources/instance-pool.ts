import { isObject, type Value } from "../../protocol/values.ts";
import type { Call } from "../rest/client.ts";
import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstancePool/ */
export const instancePool = restResource({
  token: "oci:Core/instancePool:InstancePool",
  sdk: "core",
  thing: "InstancePool",
  collection: "/20160918/instancePools",
  item: "/20160918/instancePools/{id}",
  // A wish for later: a new pool always runs.
  ignored: ["state"],
  ready: ["RUNNING", "STOPPED"],
  // Attachments have states of their own, which would else look like drift a moment later.
  settled: (answer) => !listOf(answer["loadBalancers"]).some((item) => MOVING.has(item["lifecycleState"])),
  remove: { operation: "TerminateInstancePool" },
  answer: (answer) => {
    // A detached load balancer stays listed for a while.
    const attached = listOf(answer["loadBalancers"]).filter((item) => item["lifecycleState"] !== "DETACHED");
    return { ...answer, loadBalancers: attached };
  },
  steps: [
    {
      on: ["loadBalancers"],
      calls: (change, live, path) => {
        const wanted = listOf(change.news["loadBalancers"]);
        const present = listOf(live["loadBalancers"]).filter((item) => item["lifecycleState"] !== "DETACHED");
        const leaving = present.filter((item) => !wanted.some((other) => sameAttachment(item, other)));
        const coming = wanted.filter((item) => !present.some((other) => sameAttachment(item, other)));
        return [
          ...leaving.map((item) => attachment("DetachLoadBalancer", path, item, ["loadBalancerId", "backendSetName"])),
          ...coming.map((item) => {
            return attachment("AttachLoadBalancer", path, item, [
              "loadBalancerId",
              "backendSetName",
              "port",
              "vnicSelection",
            ]);
          }),
        ];
      },
    },
    {
      on: ["state"],
      calls: (change, _live, path) => {
        const stop = change.news["state"] === "STOPPED";
        const [operation, action] = stop ? ["StopInstancePool", "stop"] : ["StartInstancePool", "start"];
        return [{ operation, method: "POST", path: `${path}/actions/${action}`, once: true }];
      },
    },
  ],
});

const MOVING: ReadonlySet<unknown> = new Set(["ATTACHING", "DETACHING"]);

type Attachment = Readonly<Record<string, Value>>;

const listOf = (value: Value | undefined): Attachment[] => (Array.isArray(value) ? value.filter(isObject) : []);

function sameAttachment(a: Attachment, b: Attachment): boolean {
  return ["loadBalancerId", "backendSetName", "port", "vnicSelection"].every((key) => a[key] === b[key]);
}

function attachment(operation: string, pool: string, item: Attachment, keys: readonly string[]): Call {
  const action = operation.charAt(0).toLowerCase() + operation.slice(1);
  const body = Object.fromEntries(keys.map((key) => [key, item[key] ?? null]));
  return { operation, method: "POST", path: `${pool}/actions/${action}`, body, once: true };
}
