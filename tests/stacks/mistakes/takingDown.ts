/** Mistakes that show when a stack is taken down. Afterwards it is gone. */
import assert from "node:assert/strict";
import type { Clouds } from "../../../rehearsal/session/clouds.ts";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { assertRefused, assertSucceeded } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { NO_LAST_SNAPSHOT, VPC_IN_USE } from "./tables/takingDown.ts";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";

export function takesDown(scene: () => Scene): void {
  it(`destroy fails: ${NO_LAST_SNAPSHOT.name}; the right program mends it`, async () => {
    const { system } = scene();
    await system.set({ protect: false });
    assertSucceeded(await scene().up(NO_LAST_SNAPSHOT));
    assertRefused(await scene().destroy(), NO_LAST_SNAPSHOT, system.name);
    assertSucceeded(await scene().up());
  });

  it(`destroy fails: ${VPC_IN_USE.name}; without it the stack goes`, async () => {
    const { system } = scene();
    const { clouds } = system.rehearsal.session;
    const { id: vpcId } = await system.resource("network-vpc", "Vpc");
    const id = await tellProvider(clouds, "create", {
      type: GROUP,
      inputs: { vpcId, name: "mine", description: "Mine" },
    });
    assertRefused(await scene().destroy(), VPC_IN_USE, system.name);
    await tellProvider(clouds, "delete", { type: GROUP, id });
    assertSucceeded(await scene().destroy());
  });
}

/** Somebody else makes something, or takes it away. @returns its id */
async function tellProvider(clouds: Clouds, what: "create" | "delete", wish: object): Promise<string> {
  const body = JSON.stringify({ region: "eu-west-1", urn: "", declared: {}, ...wish });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${clouds.awsEndpoint}/rehearsal/provider/${what}`, { method: "POST", headers, body });
  const told: unknown = JSON.parse(await answer.text());
  assert.equal(answer.status, 200, JSON.stringify(told));
  const made = isRecord(told) ? told["resource"] : undefined;
  return isRecord(made) ? String(made["id"]) : "";
}
