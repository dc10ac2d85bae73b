/** Outputs of the declared types for what no table knows: an ARN of the right form, ids, texts, zeros and empty lists. */
import type { Properties, Value } from "../plugins/protocol/values.ts";
import type { Shape, Type } from "../plugins/declared/types.ts";
import { makeArn } from "./arn.ts";
import type { Cloud } from "./cloud.ts";
import { GLOBAL } from "./cloud.ts";

/** The declared outputs that neither the inputs nor the kind gave. */
export function fillOutputs(
  type: string,
  id: string,
  given: Properties,
  declared: Shape,
  cloud: Cloud,
  region: string,
): Properties {
  const filled: Properties = { ...given };
  if ("tagsAll" in declared) filled["tagsAll"] ??= filled["tags"] ?? {};
  if ("region" in declared && region !== GLOBAL) filled["region"] ??= region;
  for (const [name, property] of Object.entries(declared)) {
    if (filled[name] !== undefined || !property.required || name === "id" || name === "urn") continue;
    filled[name] = computed(name, property.type, { type, id, cloud, region });
  }
  return filled;
}

interface Subject {
  readonly type: string;
  readonly id: string;
  readonly cloud: Cloud;
  readonly region: string;
}

function computed(name: string, type: Type, subject: Subject): Value {
  if (type === "number") return 0;
  if (type === "boolean") return false;
  if (type === "any") return null;
  if (type !== "string") return "list" in type ? [] : "anyOf" in type ? null : {};
  if (name === "arn" || name.endsWith("Arn")) return arnFor(subject);
  if (name === "ownerId" || name === "accountId" || name === "registryId") return subject.cloud.account;
  return name.endsWith("Id") ? subject.cloud.hex(17) : "";
}

function arnFor({ type, id, cloud, region }: Subject): string {
  const [, service = "", kind = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  return makeArn({
    service,
    region: region === GLOBAL ? "" : region,
    account: cloud.account,
    resource: `${kind.toLowerCase()}/${id}`,
  });
}

/** The id of a thing that no table knows: its name where it has one, else hexadecimal digits. */
export function genericId(inputs: Properties, cloud: Cloud): string {
  const name = inputs["name"];
  return typeof name === "string" && name !== "" ? name : cloud.hex(17);
}
