/** A resource of a state, as policies judge it. */
import { readProperties } from "@tidegate/policy";
import type { JudgedResource, Properties } from "@tidegate/policy";
import { recordOf } from "../trust/stated.ts";
import { Unreadable } from "./unreadable.ts";

/** What a resource is, apart from its properties. */
export interface Identity {
  readonly urn: string;
  readonly type: string;
}

/** @throws Unreadable where the state doesn't tell */
export function identityOf({ urn, type }: Json, line: number): Identity {
  if (typeof urn === "string" && typeof type === "string") return { urn, type };
  throw new Unreadable(`has a resource without urn and type, on line ${line}`);
}

/** The resource with its inputs, as a policy judges it before it is made. @throws TooDeep */
export function withInputs(identity: Identity, json: Json): JudgedResource {
  return judged(identity, json, readProperties(recordOf(json["inputs"])));
}

/** The resource with its outputs alone. @throws TooDeep */
export function withOutputs(identity: Identity, json: Json): JudgedResource {
  return judged(identity, json, readProperties(recordOf(json["outputs"])));
}

/** The resource with its inputs and what the cloud made of them, as a policy of the whole stack judges it. @throws TooDeep */
export function withAll(identity: Identity, json: Json): JudgedResource {
  const inputs = recordOf(json["inputs"]);
  const whole = judged(identity, json, readProperties({ ...inputs, ...recordOf(json["outputs"]), ...failures(json) }));
  return {
    ...whole,
    given: Object.keys(inputs),
    // Seldom asked for.
    get inputs() {
      return readProperties(inputs).props;
    },
  };
}

/** What the provider said of a resource that didn't come up as it should: a state keeps it. */
function failures({ initErrors }: Json): Json {
  return Array.isArray(initErrors) && initErrors.length > 0 ? { initErrors } : {};
}

/** The stack that a URN names, as in `urn:pulumi:dev::project::type::name`; empty where it is no URN. */
export function stackOf(urn: string): string {
  return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
}

/** The resource's own name in its URN; it may hold `::` itself. */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export type Json = Readonly<Record<string, unknown>>;

function judged({ urn, type }: Identity, json: Json, { props, secrets }: Properties): JudgedResource {
  const { protect, parent, additionalSecretOutputs: more } = json;
  return {
    urn,
    type,
    name: nameIn(urn),
    props,
    secrets,
    protect: protect === true,
    additionalSecretOutputs: Array.isArray(more) ? more.filter((one) => typeof one === "string") : [],
    ...(typeof parent === "string" && parent !== "" && { parent }),
  };
}
