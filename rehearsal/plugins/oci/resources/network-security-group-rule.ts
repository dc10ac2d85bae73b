/** One rule of a network security group. OCI keeps rules as parts of their group, with short ids of their own. */
import { textOf, type Properties } from "../../protocol/values.ts";
import { fromRest, toRest } from "../convert.ts";
import type { Cloud, Handler } from "../handler.ts";
import { covers } from "../project.ts";
import { isNotFound, ServiceError } from "../rest/errors.ts";
import { parseId } from "../template.ts";

const TOKEN = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";
const ADD = "core/AddSecurityRuleDetails";
const UPDATE = "core/UpdateSecurityRuleDetails";
const IMPORT_ID = "networkSecurityGroups/{networkSecurityGroupId}/securityRules/{id}";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/SecurityRule/ */
export const networkSecurityGroupSecurityRule: Handler = {
  token: TOKEN,
  models: [ADD, UPDATE, "core/SecurityRule"],

  async create(cloud, inputs) {
    const rule = toRest(inputs, cloud.facts.models[ADD] ?? {}, cloud.facts.models);
    const before = (await listRules(cloud, inputs)).map((found) => found["id"]);
    try {
      const answer = await act(cloud, inputs, "addSecurityRules", { securityRules: [rule] });
      const id = rulesOf(answer)[0]?.["id"];
      if (typeof id !== "string") throw new Error("AddNetworkSecurityGroupSecurityRules answered without a rule's id");
      return id;
    } catch (error) {
      // The action takes no retry token: an attempt whose answer was lost may have made the rule, and the next was
      // then refused as a duplicate.
      const made = error instanceof ServiceError ? await findNew(cloud, inputs, rule, before) : undefined;
      if (made === undefined) throw error;
      return made;
    }
  },

  async read(cloud, id, inputs) {
    const values: Properties = { ...inputs, id, ...parseId(IMPORT_ID, id) };
    const found = (await rulesIfAny(cloud, values)).find((rule) => rule["id"] === values["id"]);
    if (found === undefined) return undefined;
    const known = { ...found, networkSecurityGroupId: values["networkSecurityGroupId"] ?? null };
    const outputs = fromRest(known, cloud.facts.resources[TOKEN]?.outputs ?? {}, cloud.facts.outputTypes);
    return { id: textOf(values["id"]), outputs };
  },

  async update(cloud, change) {
    const rule = toRest(change.news, cloud.facts.models[UPDATE] ?? {}, cloud.facts.models);
    await act(cloud, change.news, "updateSecurityRules", { securityRules: [{ ...rule, id: change.id }] });
  },

  async remove(cloud, id, inputs) {
    const exists = (await rulesIfAny(cloud, inputs)).some((rule) => rule["id"] === id);
    if (exists) await act(cloud, inputs, "removeSecurityRules", { securityRuleIds: [id] });
  },
};

function groupPath(inputs: Properties): string {
  const group = inputs["networkSecurityGroupId"];
  if (typeof group !== "string") throw new Error(`a rule is known by its group too: import it by ${IMPORT_ID}`);
  return `/20160918/networkSecurityGroups/${encodeURIComponent(group)}`;
}

function listRules(cloud: Cloud, inputs: Properties): Promise<Properties[]> {
  const path = `${groupPath(inputs)}/securityRules`;
  return cloud.client.list({ operation: "ListNetworkSecurityGroupSecurityRules", method: "GET", path });
}

/** None where the group itself is gone. */
async function rulesIfAny(cloud: Cloud, inputs: Properties): Promise<Properties[]> {
  try {
    return await listRules(cloud, inputs);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

async function act(cloud: Cloud, inputs: Properties, action: string, body: Properties): Promise<Properties> {
  const operation = `${action.replace("SecurityRules", "")}NetworkSecurityGroupSecurityRules`;
  const answer = await cloud.client.send({
    operation: operation.charAt(0).toUpperCase() + operation.slice(1),
    method: "POST",
    path: `${groupPath(inputs)}/actions/${action}`,
    body,
  });
  return typeof answer.body === "object" && answer.body !== null && !Array.isArray(answer.body) ? answer.body : {};
}

function rulesOf(answer: Properties): Properties[] {
  const rules = answer["securityRules"];
  return Array.isArray(rules)
    ? (rules.filter((rule) => typeof rule === "object" && !Array.isArray(rule)) as Properties[])
    : [];
}

async function findNew(
  cloud: Cloud,
  inputs: Properties,
  rule: Properties,
  before: readonly unknown[],
): Promise<string | undefined> {
  const rules = await listRules(cloud, inputs);
  const made = rules.find((found) => !before.includes(found["id"]) && covers(found, rule));
  return typeof made?.["id"] === "string" ? made["id"] : undefined;
}
