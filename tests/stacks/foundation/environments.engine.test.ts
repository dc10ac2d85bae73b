/** Both environments of the foundation in one account, and what a workflow's token gets of them. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { quietly } from "../../support/rehearsal.ts";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import type { AwsStack } from "../aws.ts";
import { aws, foundationOn, openClouds, take } from "./scene.ts";
import type { Credentials } from "./scene.ts";

const REPOSITORY = "tidegate/tidegate";
const STATE = (system: string) => `.pulumi/stacks/${system}/dev.json`;

/** Oracle deletes vaults and keys 30 days after they were destroyed. */
const WAITING = ["keyVersions", "keys", "kmsFormerStates", "kmsFormerStatesOfKeys", "vaults"];

describe("the foundation in an account", function () {
  this.timeout(600_000);
  let clouds: Rehearsal;
  let dev: AwsStack;
  let prod: AwsStack;
  before(async () => {
    clouds = await openClouds("environments");
    [prod, dev] = [await foundationOn(clouds, "prod"), await foundationOn(clouds, "dev")];
  });
  after(() => clouds.close());

  it("is not planned for prod while the account has no provider for GitHub's tokens, and says what to do", async () => {
    const said = await prod.previewFails({});
    assert.match(said, /This account has no provider for the tokens of https:\/\/token\.actions/);
    assert.match(said, /Set foundation:oidcProvider to create, or bring up\s+first the environment that makes it/);
  });

  it("is refused with every mistake at once, before anything is there", async () => {
    const mistakes = {
      repository: "tidegate",
      deploySubjects: [{ branch: "release/*" }],
      environment: {},
      stateBucket: "S",
    };
    const said = await dev.previewFails(mistakes);
    for (const key of ["repository", "deploySubjects\\[0\\]\\.branch", "environment", "stateBucket"]) {
      assert.match(said, new RegExp(`foundation:${key}: given`));
    }
    assert.deepEqual(await dev.left(), {});
  });

  it("comes up for dev, then for prod, each steady at once", async () => {
    for (const environment of [dev, prod]) {
      await environment.up();
      await environment.isSettled();
    }
  });

  it("marks nothing as a system's own", async () => {
    for (const { name, outputs } of [...(await dev.resources()), ...(await prod.resources())]) {
      const tags = isRecord(outputs["tagsAll"]) ? outputs["tagsAll"] : undefined;
      if (tags !== undefined) assert.equal(tags["Project"], "foundation", name);
    }
  });

  it("keeps the roles of a system that names it within its boundary", async () => {
    const { workload_boundary_arns: boundaries } = await dev.outputs();
    assert.ok(isRecord(boundaries));
    const system = clouds.session.stack("sandbox-broker", "dev");
    await system.prepare();
    await system.configure({ "sandbox-broker:foundationStack": "organization/foundation/dev" });
    const roles = await plannedRoles(system);
    assert.ok(roles.length >= 2, "the system makes roles");
    for (const { permissionsBoundary } of roles) assert.equal(permissionsBoundary, boundaries["sandbox-broker"]);
  });

  it("lets a pull request read its system's state and settings, and nothing else", async () => {
    const file = join(clouds.root, "state.json");
    await writeFile(file, "{}");
    const put = (credentials: Credentials, system: string) =>
      s3(credentials, ["put-object", "--body", file], STATE(system));
    const get = (credentials: Credentials, system: string) =>
      s3(credentials, ["get-object"], STATE(system), `${file}.back`);
    for (const system of ["order-tracking", "sandbox-broker"]) await put({}, system);

    const { aws_preview_role_arns: previews, aws_deploy_role_arns: deploys } = await dev.outputs();
    assert.ok(isRecord(previews) && isRecord(deploys));
    const pullRequest = { repository: REPOSITORY, pullRequest: 7 };
    const preview = await take(clouds, previews["order-tracking"], pullRequest);
    await get(preview, "order-tracking");
    await assert.rejects(get(preview, "sandbox-broker"), /AccessDenied/);
    await assert.rejects(put(preview, "order-tracking"), /AccessDenied/);

    const job = { repository: REPOSITORY, branch: "main", environment: "dev" };
    const deploy = await take(clouds, deploys["order-tracking"], job);
    await put(deploy, "order-tracking");
    await assert.rejects(put(deploy, "sandbox-broker"), /AccessDenied/);
  });

  it("gives no other token a role", async () => {
    const { aws_deploy_role_arns: inDev } = await dev.outputs();
    const { aws_deploy_role_arns: inProd } = await prod.outputs();
    assert.ok(isRecord(inDev) && isRecord(inProd));
    const system = "trivia-pay";
    await take(clouds, inProd[system], { repository: REPOSITORY, tag: "v1.0.0", environment: "prod" });
    const refused: readonly (readonly [unknown, object])[] = [
      [inDev[system], { repository: REPOSITORY, pullRequest: 7 }],
      [inDev[system], { repository: REPOSITORY, branch: "main" }],
      [inDev[system], { repository: REPOSITORY, tag: "v1.0.0", environment: "prod" }],
      [inProd[system], { repository: REPOSITORY, branch: "main", environment: "dev" }],
      [inProd[system], { repository: REPOSITORY, tag: "v1.0.0" }],
      [inProd[system], { repository: "tidegate/tidegate-evil", tag: "v1.0.0", environment: "prod" }],
    ];
    for (const [role, job] of refused) {
      await assert.rejects(take(clouds, role, job), /AccessDenied: Not authorized/, JSON.stringify(job));
    }
  });

  it("hands dev's systems over to Pulumi Deployments, and takes them back", async () => {
    await dev.set({ pulumiOrganization: "tidegate" });
    await dev.up();
    await dev.isSettled();
    const { deployment_stacks: stacks } = await dev.outputs();
    const systems = ["circle-of-trust", "order-tracking", "sandbox-broker", "trivia-pay"];
    assert.deepEqual(
      stacks,
      systems.map((system) => `tidegate/${system}/dev`),
    );
    await dev.set({ pulumiOrganization: "" });
    await dev.up();
  });

  it("keeps prod's states from being destroyed", async () => {
    assert.match(await prod.destroyFails(), /protected/);
  });

  it("goes, once it may, and leaves nothing but a vault and a key on OCI that wait for their end", async () => {
    await prod.set({ protect: false });
    await prod.up();
    await prod.destroy();
    await dev.destroy();
    const left = Object.keys(await dev.left()).filter((kind) => !WAITING.includes(kind));
    assert.deepEqual(left, []);
  });

  /** A call of `aws s3api` about one object of dev's states. */
  function s3(credentials: Credentials, call: readonly string[], key: string, ...more: string[]): Promise<string> {
    return aws(clouds, credentials, ["s3api", ...call, "--bucket", "tidegate-states-dev", "--key", key, ...more]);
  }
});

/** The inputs of the IAM roles that a stack's preview plans. */
async function plannedRoles(stack: Stack): Promise<Record<string, unknown>[]> {
  const { code, stdout, output } = await quietly(stack, ["preview", "--json"]);
  assert.equal(code, 0, output);
  const plan: unknown = JSON.parse(stdout);
  const steps = isRecord(plan) && Array.isArray(plan["steps"]) ? plan["steps"] : [];
  return steps.flatMap((step: unknown) => {
    const state = isRecord(step) ? step["newState"] : undefined;
    if (!isRecord(state) || state["type"] !== "aws:iam/role:Role") return [];
    return isRecord(state["inputs"]) ? [state["inputs"]] : [];
  });
}
