/** Pulumi Deployments from a program to a role, under the real engine: what it made lets each run take its own role. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeJwt } from "jose";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { ENDPOINT } from "../../../../rehearsal/plugins/hosted/provider.ts";
import { installPlugins } from "../../../../rehearsal/plugins/install.ts";
import { advanceClock, startClouds, stopClouds, tell } from "../../../../rehearsal/session/clouds.ts";
import type { Clouds } from "../../../../rehearsal/session/clouds.ts";
import { sessionPaths } from "../../../../rehearsal/session/paths.ts";
import { withProgram } from "../../../engine/program.ts";
import type { Program } from "../../../engine/program.ts";
import { run } from "../../../engine/steps.ts";
import { ensureAwsCli } from "../../../support/aws-cli.ts";

const TRUST = new URL("../../../../components/trust/index.ts", import.meta.url).href;
const CLI = new URL("../../../../cli/main.ts", import.meta.url).pathname;
const ACCOUNT = "111122223333";
const RUN = { organization: "tidegate", project: "order-tracking", stack: "dev" };

const TEXT = `
import { DeployedStack, OidcProvider, OidcRole, PULUMI_ISSUER, TrustBoundary } from "${TRUST}";

const boundary = new TrustBoundary("boundary", { boundaryName: "tidegate-boundary", account: "${ACCOUNT}" });
const common = { description: "A test's", permissionsBoundary: boundary.arn };
const statements = [{ Sid: "Look", Action: ["ecs:ListClusters"], Resource: ["*"] }];
const github = new OidcProvider("github");
new OidcRole("github", {
  ...common, statements,
  roleName: "order-tracking-dev-deploy",
  providerArn: github.arn,
  subjects: [{ repository: "tidegate/clouds", branch: "main" }],
  accepts: ["branch"],
});
const pulumiCloud = new OidcProvider("pulumi-cloud", { issuer: PULUMI_ISSUER, audiences: ["tidegate"] });
const run = ${JSON.stringify(RUN)};
const role = (purpose, operations) => new OidcRole(purpose, {
  ...common, statements,
  roleName: "order-tracking-dev-deployments-" + purpose,
  issuer: PULUMI_ISSUER,
  providerArn: pulumiCloud.arn,
  subjects: operations.map((operation) => ({ ...run, operation })),
  accepts: ["deployment"],
});
const deployed = new DeployedStack("order-tracking", {
  ...run,
  repository: "tidegate/clouds",
  branch: "main",
  aws: {
    previewRoleArn: role("preview", ["preview"]).arn,
    deployRoleArn: role("deploy", ["update", "refresh", "destroy"]).arn,
    region: "eu-central-1",
  },
});
export const stackId = deployed.stackId;
`;

describe("Pulumi Deployments under the engine", function () {
  this.timeout(300_000);

  it("gets its stack and its roles, and each run takes the role of its operation, and no other", async () => {
    await withClouds(async (program, clouds) => {
      await run(program, "up", "--yes", "--skip-preview");
      await run(program, "preview", "--expect-no-changes");
      await run(program, "refresh", "--yes", "--expect-no-changes");
      assert.match(await run(program, "stack", "output", "stackId"), /^tidegate\/order-tracking\/dev$/m);

      const variables = await variablesOf(program);
      // AWS's command line compares a session's end with this machine's clock.
      const { iat = 0 } = decodeJwt(await mint(clouds, "preview"));
      await advanceClock(clouds, Math.floor(Date.now() / 1000) - iat);
      for (const [operation, purpose] of [
        ["preview", "preview"],
        ["update", "deploy"],
        ["destroy", "deploy"],
      ] as const) {
        const env = { ...variables, PULUMI_OIDC_TOKEN: await mint(clouds, operation) };
        const session = `order-tracking-dev-deployments-${purpose}/order-tracking-dev-${operation}-1`;
        assert.match(await identity(program, clouds, env), new RegExp(`:assumed-role/${session}"`));
      }

      // A pull request's preview runs the pull request's code, which may ask for what it likes.
      const greedy = {
        ...variables,
        AWS_PREVIEW_ROLE_ARN: variables["AWS_DEPLOY_ROLE_ARN"] ?? "",
        AWS_DEPLOY_ROLE_ARN: "",
      };
      const env = { ...greedy, PULUMI_OIDC_TOKEN: await mint(clouds, "preview") };
      await assert.rejects(identity(program, clouds, env), /\(AccessDenied\).*AssumeRoleWithWebIdentity/);

      await run(program, "destroy", "--yes", "--skip-preview");
    });
  });
});

/** What a run's pre-run commands see: as the settings of the stack have it. */
async function variablesOf(program: Program): Promise<Record<string, string>> {
  const state: unknown = JSON.parse(await run(program, "stack", "export"));
  const deployment = isRecord(state) && isRecord(state["deployment"]) ? state["deployment"] : {};
  const resources = Array.isArray(deployment["resources"]) ? deployment["resources"].filter(isRecord) : [];
  const settings = resources.find(({ type }) => type === "pulumiservice:index:DeploymentSettings");
  const inputs = isRecord(settings?.["inputs"]) ? settings["inputs"] : {};
  const context = isRecord(inputs["operationContext"]) ? inputs["operationContext"] : {};
  const variables = isRecord(context["environmentVariables"]) ? context["environmentVariables"] : {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

async function mint(clouds: Clouds, operation: string): Promise<string> {
  const answer = await tell(clouds, "POST", "/rehearsal/pulumi-cloud/tokens", { ...RUN, operation });
  return isRecord(answer) ? String(answer["value"]) : "";
}

/** Logs in as a run's pre-run command does, and asks AWS's command line who it is then. */
async function identity(program: Program, clouds: Clouds, env: Readonly<Record<string, string>>): Promise<string> {
  const bare = { PATH: program.env["PATH"] ?? "", HOME: program.folder };
  const login = [CLI, "deployment-login", "--folder", join(program.folder, "own")];
  const { stdout: exported } = await promisify(execFile)(process.execPath, login, { env: { ...bare, ...env } });
  const lines = [...exported.matchAll(/^export (\w+)='(.*)'$/gm)];
  const told = Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value]));
  const aws = { ...bare, ...told, AWS_ENDPOINT_URL: clouds.awsEndpoint, AWS_EC2_METADATA_DISABLED: "true" };
  const asked = ["sts", "get-caller-identity", "--output", "json"];
  const { stdout } = await promisify(execFile)(await ensureAwsCli(), asked, { env: aws });
  return stdout;
}

async function withClouds(use: (program: Program, clouds: Clouds) => Promise<void>): Promise<void> {
  await withProgram(TEXT, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
    const paths = sessionPaths(join(program.folder, "..", "rehearsal"));
    // Nothing here takes time to come up, and tokens end by the world's clock.
    const clouds = await startClouds(paths, { speed: 1, seed: "program" });
    try {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      Object.assign(program.env, {
        [ENDPOINT]: clouds.awsEndpoint,
        TIDEGATE_AWS_ENDPOINT: clouds.awsEndpoint,
        AWS_REGION: "eu-central-1",
      });
      await use(program, clouds);
    } finally {
      await stopClouds(paths);
    }
  });
}
