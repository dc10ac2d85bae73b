/**
 * A resource of an identity domain: POST to a collection, GET, PUT and DELETE of the item, all of it SCIM at the domain's
 * own address. A PUT replaces the whole, as Oracle's provider sends it.
 * @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/
 */
import { DOMAIN_URL } from "../../oci/tenancy.ts";
import { textOf, type Properties, type Value } from "../protocol/values.ts";
import { fromRest } from "./convert.ts";
import type { Cloud, Handler } from "./handler.ts";
import { orderLike } from "./project.ts";
import type { Call } from "./rest/client.ts";
import { isNotFound } from "./rest/errors.ts";
import { fromScim, isAttribute, toScim } from "./scim.ts";
import { parseId } from "./template.ts";

export interface ScimSpec {
  readonly token: string;
  /** The kind in the domain's API: `User`, whose path is /admin/v1/Users. */
  readonly kind: string;
  /** The collection as ids to import by have it: `users`. */
  readonly collection: string;
}

/** Headers that the stand-in has no use for: the emulator knows one version of each schema, and its requests are signed. */
const REFUSED = ["authorization", "resourceTypeSchemaVersion"];

export function scimResource({ token, kind, collection }: ScimSpec): Handler {
  const all = `/admin/v1/${kind}s`;
  const one = (id: string): string => `${all}/${encodeURIComponent(id)}`;
  const importId = `idcsEndpoint/{idcsEndpoint}/${collection}/{id}`;

  /** The item, or undefined where it is gone. */
  async function get(cloud: Cloud, id: string, inputs: Properties): Promise<Properties | undefined> {
    try {
      const call = { operation: `Get${kind}`, method: "GET", path: one(id), ...asked(inputs) } as const;
      return fromScim(await cloud.client.object(call));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  return {
    token,
    models: [],
    gaps: () => ({ create: [...REFUSED], update: [...REFUSED] }),

    async create(cloud, inputs) {
      refuseGaps(kind, inputs);
      const answer = await cloud.client.object({
        operation: `Create${kind}`,
        method: "POST",
        path: all,
        body: toScim(inputs),
        once: true,
        ...asked(inputs),
      });
      return textOf(answer["id"]);
    },

    async read(cloud, id, inputs) {
      const values: Properties = { ...inputs, id, ...imported(importId, id) };
      const answer = await get(cloud, textOf(values["id"]), values);
      const sides = cloud.facts.resources[token];
      if (answer === undefined || sides === undefined) return undefined;
      const outputs = fromRest({ ...answer, ...untold(values) }, sides.outputs, cloud.facts.outputTypes);
      for (const [name, value] of Object.entries(inputs)) {
        // A list that the domain doesn't answer is one without items, also where it only wasn't asked for.
        if (isAttribute(name) && Array.isArray(value)) outputs[name] ??= [];
      }
      return { id: textOf(values["id"]), outputs: orderLike(outputs, inputs) };
    },

    async update(cloud, { id, news }) {
      refuseGaps(kind, news);
      const body = toScim(news);
      await cloud.client.send({ operation: `Put${kind}`, method: "PUT", path: one(id), body, ...asked(news) });
    },

    async remove(cloud, id, inputs) {
      const { forceDelete } = inputs;
      const query = typeof forceDelete === "boolean" ? { forceDelete } : {};
      try {
        const call = { operation: `Delete${kind}`, method: "DELETE", path: one(id), query } as const;
        await cloud.client.send({ ...call, ...domain(inputs["idcsEndpoint"]) });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
}

/** Where a request goes, and which attributes its answer is to hold. */
function asked(inputs: Properties): Pick<Call, "endpoint" | "query"> {
  const { attributeSets, attributes } = inputs;
  const query = {
    ...(Array.isArray(attributeSets) &&
      attributeSets.length > 0 && { attributeSets: attributeSets.map(textOf).join(",") }),
    ...(typeof attributes === "string" && attributes !== "" && { attributes }),
  };
  return { query, ...domain(inputs["idcsEndpoint"]) };
}

/**
 * The domain's address. Its real-looking one leads to the emulator, whose own works too.
 * @throws Error for any other host, as the name server would say
 */
function domain(given: Value | undefined): { endpoint?: string } {
  const url = typeof given === "string" && URL.canParse(given) ? new URL(given) : undefined;
  if (url?.hostname === new URL(DOMAIN_URL).hostname) return {};
  if (url?.hostname === "127.0.0.1") return { endpoint: url.origin };
  throw new Error(
    `no such host: \`${textOf(given)}\` is no identity domain of the rehearsal's tenancy, which has one: ${DOMAIN_URL}`,
  );
}

/** What the domain never answers: what the program gave is all there is to know. */
function untold(inputs: Properties): Properties {
  const entries = Object.entries(inputs).filter(
    ([name, value]) => !isAttribute(name) || (name === "password" && value),
  );
  return Object.fromEntries(entries);
}

/** The parts of an id to import by; the domain in it may be escaped, as a path's part is. */
function imported(template: string, id: string): Properties {
  const parts = parseId(template, id);
  return parts === undefined ? {} : { ...parts, idcsEndpoint: decodeURIComponent(parts["idcsEndpoint"] ?? "") };
}

function refuseGaps(kind: string, inputs: Properties): void {
  const given = REFUSED.filter((name) => (inputs[name] ?? null) !== null).map((name) => `\`${name}\``);
  if (given.length === 0) return;
  throw new Error(`the rehearsal's stand-in can't send ${given.join(", ")} for a ${kind}: leave it out`);
}
