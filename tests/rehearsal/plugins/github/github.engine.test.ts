/** The trust components on GitHub and a stack's deployment settings under the real engine, on the embedded worlds. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { installPlugins } from "../../../../rehearsal/plugins/install.ts";
import { ENDPOINT } from "../../../../rehearsal/plugins/hosted/provider.ts";
import { startClouds, stopClouds, tell } from "../../../../rehearsal/session/clouds.ts";
import type { Clouds } from "../../../../rehearsal/session/clouds.ts";
import { sessionPaths } from "../../../../rehearsal/session/paths.ts";
import { withProgram, type Program } from "../../../engine/program.ts";
import { refusedWith, run, set } from "../../../engine/steps.ts";

const TRUST = new URL("../../../../components/trust/github/index.ts", import.meta.url).href;

const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { DeploymentSettings } from "@pulumi/pulumiservice/deploymentSettings.js";
import { Stack } from "@pulumi/pulumiservice/stack.js";
import { ActionsVariables, DeploymentEnvironment, MergeRuleset, SubjectClaims } from "${TRUST}";

const config = new pulumi.Config();
const repository = "tidegate/tidegate";
const prod = new DeploymentEnvironment("prod", {
  repository,
  environment: "prod",
  deploysFrom: { tags: [config.get("tags") ?? "v*"] },
  reviewers: { users: [70010001] },
  waitMinutes: config.getNumber("wait") ?? 5,
});
new DeploymentEnvironment("dev", { repository, environment: "dev", deploysFrom: { branches: ["main"] } });
const late = pulumi.output(config.get("late") ?? "arn:aws:iam::111122223333:role/quiz-prod-deploy");
new ActionsVariables("common", { repository, variables: { AWS_REGION: config.get("region") ?? "eu-central-1" } });
new ActionsVariables("prod", { repository, environment: prod.environment, variables: { AWS_ROLE_TO_ASSUME: late } });
new MergeRuleset("merge", { repository, requiredChecks: ["test"] });
new SubjectClaims("claims", { repository });
const home = new Stack("quiz", { organizationName: "tidegate", projectName: "quiz", stackName: "dev" });
new DeploymentSettings("quiz", {
  organization: home.organizationName,
  project: home.projectName,
  stack: home.stackName,
  sourceContext: { git: { branch: "refs/heads/main", repoDir: "stacks/quiz" } },
  github: { repository, paths: ["stacks/quiz/**"] },
  operationContext: {
    preRunCommands: ["npm ci"],
    environmentVariables: { HIDDEN: pulumi.secret(config.get("hidden") ?? "CHANGEME") },
    oidc: { aws: { roleARN: late, sessionName: "quiz", duration: "1h" } },
  },
});
if (config.getBoolean("bare")) {
  new RepositoryEnvironment("bare", { repository: "tidegate", environment: "bare", waitTimer: 50000 });
}
if (config.get("repository")) {
  new RepositoryEnvironment("strange", { repository: config.require("repository"), environment: "strange" });
}
`;

describe("a program on github and pulumiservice under the engine", function () {
  this.timeout(300_000);

  it("comes up, stays as it is, changes what it should, is refused what it should be, and goes", async () => {
    await withHostedProgram(async (program, clouds) => {
      await run(program, "up", "--yes", "--skip-preview");
      await run(program, "preview", "--expect-no-changes");
      await run(program, "refresh", "--yes", "--expect-no-changes");
      await run(program, "preview", "--expect-no-changes");

      await set(program, "wait", "15");
      await set(program, "region", "eu-west-1");
      const tuned = await run(program, "up", "--yes", "--skip-preview");
      assert.match(tuned, /~ 2 updated/);
      assert.doesNotMatch(tuned, /replaced/);
      await set(program, "tags", "release-*");
      assert.match(await run(program, "up", "--yes", "--skip-preview"), /\+ 1 created[^]*- 1 deleted/);
      await set(program, "hidden", crypto.randomUUID());
      assert.match(await run(program, "up", "--yes", "--skip-preview"), /~ 1 updated/);
      await run(program, "refresh", "--yes", "--expect-no-changes");

      assert.match(await refusedWith(program, "tags=*", "preview"), /deploysFrom\.tags\[0\].*would let every name in/);
      assert.match(await refusedWith(program, "wait=50000", "preview"), /waitMinutes/);
      assert.match(await refusedWith(program, "bare=true", "preview"), /waitTimer.*0 - 43200/);
      const token = `ghp_${"x".repeat(36)}`;
      const late = await refusedWith(program, `late=${token}`, "preview");
      assert.match(late, /what looks like a token of GitHub \(not shown\)/);
      assert.match(
        await refusedWith(program, "repository=elsewhere", "up", "--yes", "--skip-preview"),
        /creating github\.RepositoryEnvironment: PUT \/repos\/tidegate\/elsewhere\/environments\/strange: 404 Not Found/,
      );

      await run(program, "destroy", "--yes", "--skip-preview");
      const status = JSON.stringify(await tell(clouds, "GET", "/rehearsal/status"));
      assert.doesNotMatch(status, /"(github|pulumiservice):[\w/]+:\w+":[1-9]/);
    });
  });
});

async function withHostedProgram(use: (program: Program, clouds: Clouds) => Promise<void>): Promise<void> {
  await withProgram(TEXT, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
    const paths = sessionPaths(join(program.folder, "..", "rehearsal"));
    const clouds = await startClouds(paths, { speed: 200, seed: "program" });
    try {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      Object.assign(program.env, { [ENDPOINT]: clouds.awsEndpoint });
      await use(program, clouds);
    } finally {
      await stopClouds(paths);
    }
  });
}
