import { isObject, type Properties, type Value } from "../../protocol/values.ts";
import type { Cloud } from "../handler.ts";
import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Instance/ */
export const instance = restResource({
  token: "oci:Core/instance:Instance",
  sdk: "core",
  thing: "Instance",
  collection: "/20160918/instances",
  item: "/20160918/instances/{id}",
  models: { create: "LaunchInstanceDetails" },
  ready: ["RUNNING", "STOPPED"],
  remove: { operation: "TerminateInstance" },
  body: (body, inputs) => ({ ...body, ...sourceOf(body, inputs) }),
  answer: (answer) => ({ ...answer, sourceDetails: withSourceId(answer["sourceDetails"] ?? null) }),
  alsoRead: primaryVnic,
  steps: [
    {
      on: ["state"],
      calls: (change, _live, path) => {
        const query = { action: change.news["state"] === "STOPPED" ? "STOP" : "START" };
        return [{ operation: "InstanceAction", method: "POST", path, query, once: true }];
      },
    },
  ],
});

/** Pulumi has one `sourceId`; the API names it after what it is the id of. */
function sourceOf(body: Properties, inputs: Properties): Properties {
  const [sent, given] = [body["sourceDetails"], inputs["sourceDetails"]];
  if (!isObject(sent) || !isObject(given)) return {};
  const key = given["sourceType"] === "bootVolume" ? "bootVolumeId" : "imageId";
  return { sourceDetails: { ...sent, ...(given["sourceId"] !== undefined && { [key]: given["sourceId"] }) } };
}

function withSourceId(details: Value): Value {
  if (!isObject(details)) return details;
  return { ...details, sourceId: details["imageId"] ?? details["bootVolumeId"] ?? null };
}

/** Addresses belong to the network card, which OCI keeps apart from the instance. */
async function primaryVnic(cloud: Cloud, answer: Properties): Promise<Properties> {
  const { id = null, compartmentId = null } = answer;
  if (typeof id !== "string" || typeof compartmentId !== "string") return {};
  const attachments = await cloud.client.list({
    operation: "ListVnicAttachments",
    method: "GET",
    path: "/20160918/vnicAttachments",
    query: { compartmentId, instanceId: id },
  });
  for (const { vnicId, lifecycleState } of attachments) {
    if (typeof vnicId !== "string" || lifecycleState !== "ATTACHED") continue;
    const path = `/20160918/vnics/${encodeURIComponent(vnicId)}`;
    const vnic = await cloud.client.object({ operation: "GetVnic", method: "GET", path });
    if (vnic["isPrimary"] !== true) continue;
    const { privateIp = null, publicIp = null, subnetId = null, hostnameLabel = null } = vnic;
    const assigned = typeof publicIp === "string";
    return { privateIp, publicIp, subnetId, hostnameLabel, createVnicDetails: { ...vnic, assignPublicIp: assigned } };
  }
  return {};
}
