/** The security list that a VCN is born with: taken over by its id, never created, and emptied instead of deleted. */
import { textOf, type Properties } from "../../protocol/values.ts";
import { toRest } from "../convert.ts";
import type { Cloud, Handler } from "../handler.ts";
import { restResource } from "../rest-resource.ts";
import { flattenPorts, nestPorts } from "./security-rules.ts";

const MODEL = "UpdateSecurityListDetails";
const path = (id: string): string => `/20160918/securityLists/${encodeURIComponent(id)}`;

const list = restResource({
  token: "oci:Core/defaultSecurityList:DefaultSecurityList",
  sdk: "core",
  thing: "SecurityList",
  collection: "/20160918/securityLists",
  item: "/20160918/securityLists/{id}",
  models: { create: MODEL },
  ready: ["AVAILABLE"],
  body: nestPorts,
  answer: (answer) => ({ ...flattenPorts(answer), manageDefaultResourceId: answer["id"] ?? null }),
});

async function put(cloud: Cloud, id: string, body: Properties): Promise<void> {
  await cloud.client.send({ operation: "UpdateSecurityList", method: "PUT", path: path(id), body });
}

export const defaultSecurityList: Handler = {
  token: list.token,
  models: list.models,
  async create(cloud, inputs) {
    const id = textOf(inputs["manageDefaultResourceId"]);
    // Rules that the program doesn't give are none, not OCI's own.
    const none = { egressSecurityRules: [], ingressSecurityRules: [] };
    const body = toRest(inputs, cloud.facts.models[`core/${MODEL}`] ?? {}, cloud.facts.models);
    await put(cloud, id, nestPorts({ ...none, ...body }, inputs));
    return id;
  },
  read: (cloud, id, inputs) => list.read(cloud, id, inputs),
  update: (cloud, change, timeout) => list.update(cloud, change, timeout),
  async remove(cloud, id, inputs) {
    // Where the VCN went first, its list went with it.
    if ((await list.read(cloud, id, inputs)) === undefined) return;
    await put(cloud, id, { egressSecurityRules: [], ingressSecurityRules: [] });
  },
};
