/** The network, the load balancer and the edge under the real engine: up, nothing more to do, changes one by one, down. */
import assert from "node:assert/strict";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { tell } from "../../../../rehearsal/session/clouds.ts";
import { withAwsProgram } from "../../plugins/aws/program.ts";
import type { AwsProgram } from "../../plugins/aws/program.ts";
import { NETWORK_PROGRAM } from "./network-program.ts";

/** Settings that change together, each something else, and the steps that the plan then has. */
const CHANGES: { settings: Record<string, string>; plan: string[] }[] = [
  {
    settings: {
      idle: "120",
      health: "/ready",
      clients: "198.51.100.0/24",
      dns: "false",
      rate: "2000",
      ttl: "60",
      burst: "100",
      comment: "another site",
    },
    plan: [
      "update Distribution site",
      "update LoadBalancer web",
      "update SecurityGroupIngressRule https",
      "update Service api",
      "update Stage api",
      "update TargetGroup web",
      "update VpcEndpoint logs",
      "update WebAcl web",
    ],
  },
  {
    settings: { endpoint: "com.amazonaws.eu-central-1.sqs", port: "9090" },
    plan: [
      "replace TargetGroup web",
      "replace VpcEndpoint logs",
      "update Listener https",
      "update SecurityGroupEgressRule to-tasks",
      "update SecurityGroupIngressRule from-web",
    ],
  },
];

describe("a network on aws under the engine", function () {
  this.timeout(300_000);

  it("comes up, stays as it is, changes what it should and nothing else, and goes", async () => {
    await withAwsProgram(NETWORK_PROGRAM, async (program) => {
      const before = await counted(program);
      await run(program, "up", "--yes", "--skip-preview");
      await run(program, "preview", "--expect-no-changes");
      await run(program, "refresh", "--yes", "--expect-no-changes");
      for (const { settings, plan } of CHANGES) {
        for (const [name, value] of Object.entries(settings)) await run(program, "config", "set", name, value);
        assert.deepEqual(await planned(program), plan);
        await run(program, "up", "--yes", "--skip-preview");
      }
      await run(program, "preview", "--expect-no-changes");
      await run(program, "destroy", "--yes", "--skip-preview");
      assert.deepEqual(await counted(program), before);
    });
  });
});

async function run(program: AwsProgram, ...args: string[]): Promise<string> {
  const { ok, output } = await program.pulumi(...args);
  assert.ok(ok, output);
  return output;
}

/** How many of each type there are, where there are any. */
async function counted({ clouds }: AwsProgram): Promise<Record<string, unknown>> {
  const status: unknown = await tell(clouds, "GET", "/rehearsal/status");
  const counts = isRecord(status) && isRecord(status["counts"]) ? status["counts"] : {};
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

/** The steps of a preview that change something, sorted. */
async function planned(program: AwsProgram): Promise<string[]> {
  const output = await run(program, "preview", "--json");
  const plan: unknown = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
  const steps = isRecord(plan) && Array.isArray(plan["steps"]) ? plan["steps"].filter(isRecord) : [];
  return steps
    .filter(({ op }) => op === "update" || op === "replace" || op === "create" || op === "delete")
    .map(({ op, urn }) => {
      const [, , token = "", name = ""] = String(urn).split("::");
      return `${String(op)} ${token.split(":").at(-1) ?? ""} ${name}`;
    })
    .sort();
}
