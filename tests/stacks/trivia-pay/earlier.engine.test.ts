/** A stack that was made before anything in it carried tags: it gets them where it stands. */
import assert from "node:assert/strict";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { policyArguments } from "@tidegate/policy-arguments";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { ociClient } from "../../../rehearsal/session/oci-client.ts";
import { CHECKOUT } from "../../../rehearsal/session/paths.ts";
import { Stack } from "../../../rehearsal/session/stack.ts";
import { plannedSteps, quietly } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { DESIRED, Scene } from "./rollout/scene.ts";

const OWN = join(CHECKOUT, "stacks", "trivia-pay");

/** Takes from the program what it didn't do then: tags, protection, encryption in transit. */
const EARLIER = `
import * as pulumi from "@pulumi/pulumi";
const earlier = (details) => {
  const { freeformTags, isPvEncryptionInTransitEnabled, ...kept } = details.launchDetails;
  return { ...details, launchDetails: kept };
};
pulumi.runtime.registerStackTransformation(({ props: { freeformTags, ...props }, opts }) => {
  const { "tidegate-shelf": shelf } = freeformTags ?? {};
  const tags = shelf === undefined ? {} : { freeformTags: { "tidegate-shelf": shelf } };
  const details = props.instanceDetails === undefined ? {} : { instanceDetails: earlier(props.instanceDetails) };
  return { props: { ...props, ...details, ...tags }, opts: { ...opts, protect: false } };
});
`;

/** Nothing tags a pool that is there: its tags are the rollout's. */
const POOL_OF_THEN = {
  policy: "required-tags",
  resource: "urn:pulumi:prod::trivia-pay::*InstancePool::trivia-pay-prod-instances-pool",
  reason: "The pool was made before its stack had tags.",
  until: "9999-12-31",
};

describe("a stack of prod that was made before tags, protection and encryption in transit", function () {
  this.timeout(240_000);
  let scene: Scene;
  let now: Stack;
  before(async () => {
    scene = await Scene.open("earlier", {}, earlierStack);
    now = stackIn(OWN, scene.rehearsal);
  });
  after(() => scene?.close());

  it("is to get them where it stands: nothing but the instance configuration is replaced, and the pool is left alone", async () => {
    const steps = await plannedSteps(now);
    const apart = steps.filter(({ operation }) => operation !== "update");
    assert.deepEqual(
      apart.map(({ operation, name }) => `${operation} ${name}`),
      ["replace trivia-pay-prod-instances-configuration"],
    );
    assert.ok(steps.some(({ name }) => name === "trivia-pay-prod-vault-app-env"));
    assert.ok(!steps.some(({ name }) => /-(pool|autoscaling)$/.test(name)));
  });

  it("passes the policies once its pool is exempted, and nothing else", async () => {
    const refused = await quietly(now, ["preview", ...(await policies([]))]);
    const found = [...refused.output.matchAll(/\[mandatory\]\s+(\S+)\s+\(\S+: (\S+)\)/g)];
    const [policy, pool] = ["required-tags", "trivia-pay-prod-instances-pool"];
    assert.deepEqual([...new Set(found.map(([, name, resource]) => `${name} ${resource}`))], [`${policy} ${pool}`]);
    const up = await quietly(now, ["up", "--yes", "--skip-preview", ...(await policies([POOL_OF_THEN]))]);
    assert.equal(up.code, 0, up.output);
  });

  it("has nothing left to do then", async () => {
    const preview = await quietly(now, ["preview", "--expect-no-changes", "--diff"]);
    assert.equal(preview.code, 0, preview.output);
  });

  it("runs instances that carry its name, and read and write their volumes encrypted", async () => {
    const running = (await instances()).filter(({ lifecycleState }) => lifecycleState === "RUNNING");
    assert.equal(running.length, DESIRED);
    for (const { freeformTags, launchOptions } of running) {
      assert.deepEqual(freeformTags, { Project: "trivia-pay", Env: "prod" });
      assert.ok(isRecord(launchOptions) && launchOptions["isPvEncryptionInTransitEnabled"] === true);
    }
  });

  async function policies(list: readonly object[]): Promise<string[]> {
    const { root } = scene.rehearsal;
    const file = join(root, `exemptions-${list.length}.json`);
    await writeFile(file, JSON.stringify({ exemptions: { list } }));
    const own = { file, into: join(root, `own-${list.length}.json`) };
    return policyArguments({ repository: CHECKOUT, environment: "prod", own });
  }

  async function instances(): Promise<readonly Record<string, unknown>[]> {
    const { compartment_ocid: compartment } = await now.outputs();
    const path = `/20160918/instances?compartmentId=${String(compartment)}`;
    const listed = await scene.rehearsal.client.send("GET", path);
    return Array.isArray(listed) ? listed.filter(isRecord) : [];
  }
});

/** The project as it was, in a folder of its own. */
async function earlierStack(rehearsal: Rehearsal): Promise<Stack> {
  const project = join(rehearsal.root, "earlier");
  await mkdir(project);
  await symlink(join(CHECKOUT, "node_modules"), join(project, "node_modules"));
  for (const file of ["Pulumi.yaml", "Pulumi.prod.yaml"]) await copyFile(join(OWN, file), join(project, file));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(project, "earlier.ts"), EARLIER);
  const program = JSON.stringify(join(OWN, "index.ts"));
  await writeFile(join(project, "index.ts"), `import "./earlier.ts";\nexport * from ${program};\n`);
  return stackIn(project, rehearsal);
}

/** The same stack, whichever the program. */
function stackIn(project: string, { session }: Rehearsal): Stack {
  const { paths, environment, clouds } = session;
  const client = () => ociClient(paths, clouds);
  return new Stack({ project, stack: "prod", config: join(paths.config, "earlier"), environment, client });
}
