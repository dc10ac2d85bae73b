/** What a policy sets right, under the engine: the resource has it in the cloud and in the state, and what can't be set right is refused. */
import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { policyArguments } from "@tidegate/policy-arguments";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { COMPARTMENTS } from "../../../rehearsal/oci/tenancy.ts";
import { ociClient } from "../../../rehearsal/session/oci-client.ts";
import { CHECKOUT } from "../../../rehearsal/session/paths.ts";
import { Stack } from "../../../rehearsal/session/stack.ts";
import { openRehearsal, quietly } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

const PROGRAM = `
import { getProject } from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/oci/logging/logGroup.js";
const compartmentId = ${JSON.stringify(COMPARTMENTS[0]?.id)};
new LogGroup("bare", { compartmentId, displayName: \`\${getProject()}-bare\` });
new LogGroup("owned", { compartmentId, displayName: \`\${getProject()}-owned\`, freeformTags: { Owner: "somebody", Team: "blue" } });
`;

const VALUES = { Project: "${project}", Env: "${stack}", Owner: "platform" };

describe("a policy that sets right, under the engine", function () {
  this.timeout(180_000);
  let rehearsal: Rehearsal;
  before(async () => {
    rehearsal = await openRehearsal("remediation");
  });
  after(() => rehearsal.close());

  async function stackOf(name: string): Promise<Stack> {
    const { root, session } = rehearsal;
    const project = join(root, name);
    await mkdir(project);
    await symlink(join(CHECKOUT, "node_modules"), join(project, "node_modules"));
    const runtime = { name: "nodejs", options: { typescript: false, nodeargs: "--require @tidegate/fast-start" } };
    await writeFile(join(project, "Pulumi.yaml"), JSON.stringify({ name, runtime, main: "index.ts" }));
    await writeFile(join(project, "Pulumi.prod.yaml"), "{}");
    await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(project, "index.ts"), PROGRAM);
    const stack = new Stack({
      project,
      stack: "prod",
      config: join(session.paths.config, name),
      environment: session.environment,
      client: () => ociClient(session.paths, session.clouds),
      awsEndpoint: session.clouds.awsEndpoint,
    });
    await stack.prepare();
    return stack;
  }

  /** The arguments for a pack as it is held in prod, with these values for tags that are missing. */
  async function held(stack: Stack, pack: string, values: Readonly<Record<string, string>>): Promise<string[]> {
    const [file, into] = ["own.json", "joined.json"].map((name) => join(stack.options.config, name));
    assert.ok(file && into);
    await writeFile(file, JSON.stringify({ "required-tags": { values } }));
    return policyArguments({ repository: CHECKOUT, environment: "prod", pack, own: { file, into } });
  }

  for (const pack of ["hardened", "all"]) {
    it(`gives resources the tags that they lack, tells it, and leaves the others alone: ${pack}`, async () => {
      const stack = await stackOf(`remedied-by-${pack}`);
      const policies = await held(stack, pack, VALUES);
      const preview = await quietly(stack, ["preview", ...policies]);
      assert.equal(preview.code, 0, preview.output);
      assert.match(preview.output, /\[remediate\]\s+required-tags\s+\(2 resources\)/);
      const up = await quietly(stack, ["up", "--yes", "--skip-preview", ...policies]);
      assert.equal(up.code, 0, up.output);
      const own = { Project: `remedied-by-${pack}`, Env: "prod" };
      assert.deepEqual(await tagsIn(stack), {
        bare: { ...own, Owner: "platform" },
        owned: { ...own, Owner: "somebody", Team: "blue" },
      });
      // What was set right once stays so.
      const again = await quietly(stack, ["preview", "--expect-no-changes", ...policies]);
      assert.equal(again.code, 0, again.output);
    });

    it(`refuses a resource whose tags it has no value for, and lets nobody make it: ${pack}`, async () => {
      const stack = await stackOf(`refused-by-${pack}`);
      const { Owner: _owner, ...others } = VALUES;
      const up = await quietly(stack, ["up", "--yes", "--skip-preview", ...(await held(stack, pack, others))]);
      assert.notEqual(up.code, 0);
      assert.match(up.output, /\[mandatory\]\s+required-tags\s+\(oci:Logging:LogGroup: bare\)/);
      assert.match(up.output, /freeformTags: lack Owner\. /);
      assert.deepEqual(
        Object.keys(await tagsIn(stack)).filter((name) => name === "bare"),
        [],
      );
    });
  }
});

/** The freeform tags of each log group in the stack's state, by its name: as given and as the cloud has them, which are the same. */
async function tagsIn(stack: Stack): Promise<Record<string, unknown>> {
  const state: unknown = JSON.parse(await stack.exported());
  const deployment = isRecord(state) && isRecord(state["deployment"]) ? state["deployment"] : {};
  const resources = Array.isArray(deployment["resources"]) ? deployment["resources"].filter(isRecord) : [];
  const groups = resources.filter(({ type }) => type === "oci:Logging/logGroup:LogGroup");
  return Object.fromEntries(
    groups.map(({ urn, inputs, outputs }) => {
      assert.ok(isRecord(inputs) && isRecord(outputs));
      assert.deepEqual(outputs["freeformTags"], inputs["freeformTags"]);
      return [String(urn).split("::").at(-1) ?? "", inputs["freeformTags"]];
    }),
  );
}
