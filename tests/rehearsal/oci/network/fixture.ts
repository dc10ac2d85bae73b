/** A world with a VCN in it, and short words for what tests do there. */
import assert from "node:assert/strict";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

export type Thing = Record<string, unknown> & { id: string };

export interface Network {
  readonly world: TestWorld;
  readonly vcn: Thing;
  /** Creates something in the VCN, and fails the test where that is refused. */
  make(path: string, details?: object): Promise<Thing>;
  /** The status and message of an attempt to create something in the VCN. */
  attempt(path: string, details: object): Promise<string>;
  call(method: string, path: string, body?: object): Promise<{ status: number; body: Thing; text: string }>;
}

export const compartmentId = COMPARTMENTS[0]?.id ?? "";
export const otherCompartmentId = COMPARTMENTS[1]?.id ?? "";

export async function openNetwork(): Promise<Network> {
  const world = await openWorld();
  const call: Network["call"] = async (method, path, body) => {
    const answer = await world.send(method, `/20160918/${path}`, body);
    return {
      status: answer.status,
      body: answer.body as Thing,
      text: `${answer.status} ${JSON.stringify(answer.body)}`,
    };
  };
  const created = await call("POST", "vcns", { compartmentId, cidrBlocks: ["10.0.0.0/16"], dnsLabel: "net" });
  assert.equal(created.status, 200, created.text);
  const vcnId = created.body.id;
  world.advance(5);
  return {
    world,
    call,
    vcn: (await call("GET", `vcns/${vcnId}`)).body,
    make: async (path, details = {}) => {
      const answer = await call("POST", path, { compartmentId, vcnId, ...details });
      assert.equal(answer.status, 200, answer.text);
      return answer.body;
    },
    attempt: async (path, details) => (await call("POST", path, { compartmentId, vcnId, ...details })).text,
  };
}
