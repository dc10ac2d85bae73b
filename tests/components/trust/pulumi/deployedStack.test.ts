import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { ownName } from "@tidegate/faults";
import { DeployedStack, deployedStackFaults } from "../../../../components/trust/pulumi/index.ts";
import type { DeployedStackArgs } from "../../../../components/trust/pulumi/index.ts";
import { lateVariableFaults } from "../../../../components/trust/pulumi/variables.ts";
import { refuses } from "../../aws/faults.ts";
import { build } from "../github/built.ts";
import { known } from "../../../support/built.ts";

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const aws = {
  previewRoleArn: role("trivia-pay-dev-preview"),
  deployRoleArn: role("trivia-pay-dev-deploy"),
  region: "eu-central-1",
};
const oci = {
  domainUrl: "https://idcs-0123.identity.example:443",
  clientId: "0123456789abcdef",
  tenancyId: "ocid1.tenancy.oc1..aaaa",
  region: "eu-frankfurt-1",
};
const RIGHT: DeployedStackArgs = {
  organization: "tidegate",
  project: "trivia-pay",
  stack: "dev",
  repository: "tidegate/clouds",
  branch: "main",
  aws,
  oci,
};
const built = (change: Partial<DeployedStackArgs> = {}) =>
  build((options) => new DeployedStack("trivia-pay", { ...RIGHT, ...change }, options));
const settingsOf = async (change: Partial<DeployedStackArgs> = {}) =>
  (await built(change)).only("DeploymentSettings").inputs;
/** Made at run time: a fixture that looks like a secret must stand in no file. */
const secret = (): string => `pul-${randomBytes(20).toString("hex")}`;

describe("DeployedStack", () => {
  it("makes the stack in Pulumi Cloud, and its settings for that stack", async () => {
    const { component, only } = await built();
    assert.deepEqual(only("Stack").inputs, {
      organizationName: "tidegate",
      projectName: "trivia-pay",
      stackName: "dev",
    });
    const { organization, project, stack } = only("DeploymentSettings").inputs;
    assert.deepEqual([organization, project, stack], ["tidegate", "trivia-pay", "dev"]);
    assert.equal(await known(component.stackId), "trivia-pay");
  });

  it("deploys the system's folder from the branch, and previews pull requests, where something of it changed", async () => {
    const { sourceContext, vcs } = await settingsOf({ paths: ["!stacks/trivia-pay/docs/**"] });
    assert.deepEqual(sourceContext, { git: { branch: "refs/heads/main", repoDir: "stacks/trivia-pay" } });
    assert.deepEqual(vcs, {
      provider: "github",
      repository: "tidegate/clouds",
      deployCommits: true,
      previewPullRequests: true,
      pullRequestTemplate: false,
      paths: [
        "stacks/trivia-pay/**",
        "components/**",
        "policy/**",
        "tools/fast-start/**",
        "package.json",
        "package-lock.json",
        "tsconfig.json",
        "!**/*.md",
        "!stacks/trivia-pay/docs/**",
      ],
    });
  });

  it("leaves a push, and pull requests, alone where it is told to", async () => {
    const { vcs } = await settingsOf({ deployOnPush: false, previewPullRequests: false });
    const told = ["deployCommits", "previewPullRequests"].map((name): unknown =>
      Reflect.get(Object(vcs) as object, name),
    );
    assert.deepEqual(told, [false, false]);
  });

  it("installs and logs in at the repository's root before a run, and gives the run no role by itself", async () => {
    const { operationContext } = await settingsOf();
    assert.deepEqual(operationContext, {
      options: { skipInstallDependencies: true },
      preRunCommands: [
        'cd "$(git rev-parse --show-toplevel)" && npm ci',
        'cd "$(git rev-parse --show-toplevel)" && npm run deployment-login',
      ],
      environmentVariables: {
        AWS_PREVIEW_ROLE_ARN: role("trivia-pay-dev-preview"),
        AWS_DEPLOY_ROLE_ARN: role("trivia-pay-dev-deploy"),
        AWS_REGION: "eu-central-1",
        OCI_WIF_DOMAIN_BASE_URL: "https://idcs-0123.identity.example:443",
        OCI_WIF_AUDIENCE: "tidegate",
        OCI_WIF_CLIENT_IDENTIFIER: "0123456789abcdef",
        OCI_TENANCY_OCID: "ocid1.tenancy.oc1..aaaa",
        OCI_REGION: "eu-frankfurt-1",
      },
    });
  });

  it("tells of one cloud where only that is asked for, and of what else is given", async () => {
    const variables = { PULUMI_BACKEND_URL: pulumi.output("s3://states") };
    const { operationContext } = await settingsOf({ oci: undefined, variables });
    assert.deepEqual(
      Object.keys(Object(Reflect.get(Object(operationContext), "environmentVariables")) as object).sort(),
      ["AWS_DEPLOY_ROLE_ARN", "AWS_PREVIEW_ROLE_ARN", "AWS_REGION", "PULUMI_BACKEND_URL"],
    );
  });

  describe("refuses", () => {
    const value = secret();
    refuses<DeployedStackArgs>(
      RIGHT,
      (args) => deployedStackFaults(args, ownName),
      (args) => new DeployedStack("trivia-pay", args),
      [
        ["an organisation in capitals", { organization: "Tidegate" }, ["organization"]],
        ["a project with a slash", { project: "a/b" }, ["project"]],
        ["a wildcard for the stack", { stack: "*" }, ["stack"]],
        ["a repository without owner", { repository: "clouds" }, ["repository"]],
        ["a whole ref", { branch: "refs/heads/main" }, ["branch"]],
        ["a filter from the root of the machine", { paths: ["/stacks/**"] }, ["paths[0]"]],
        ["a filter above the repository", { paths: ["../**"] }, ["paths[0]"]],
        ["no cloud", { aws: undefined, oci: undefined }, ["aws"]],
        ["a role's name", { aws: { ...aws, previewRoleArn: "preview" } }, ["aws.previewRoleArn"]],
        ["one role for all", { aws: { ...aws, previewRoleArn: aws.deployRoleArn } }, ["aws.previewRoleArn"]],
        ["a region that is none", { aws: { ...aws, region: "Frankfurt" } }, ["aws.region"]],
        ["a domain in clear text", { oci: { ...oci, domainUrl: "http://idcs.example" } }, ["oci.domainUrl"]],
        ["a client with its secret", { oci: { ...oci, clientId: "id:word" } }, ["oci.clientId"]],
        ["a user for the tenancy", { oci: { ...oci, tenancyId: "ocid1.user.oc1..aaaa" } }, ["oci.tenancyId"]],
        [
          "a variable under a secret's name",
          { variables: { PULUMI_ACCESS_TOKEN: "x" } },
          ["variables.PULUMI_ACCESS_TOKEN"],
        ],
        ["a variable that is Pulumi's own", { variables: { PULUMI_CI_STACK: "x" } }, ["variables.PULUMI_CI_STACK"]],
        ["a variable that looks like a secret", { variables: { INNOCENT: value } }, ["variables.INNOCENT"]],
        ["a variable that aws sets", { variables: { AWS_REGION: "eu-west-1" } }, ["variables.AWS_REGION"]],
        [
          "everything, all at once",
          { stack: "", repository: "x", branch: "", aws: undefined, oci: undefined, variables: { TOKEN: value } },
          ["stack", "repository", "branch", "aws", "variables.TOKEN", "variables.TOKEN"],
        ],
      ],
    );

    it("what comes later by the same rules, and shows no secret", () => {
      assert.deepEqual(lateVariableFaults("AWS_DEPLOY_ROLE_ARN", aws.deployRoleArn, false), []);
      assert.deepEqual(lateVariableFaults("ANY", "text", false), []);
      assert.match(JSON.stringify(lateVariableFaults("AWS_DEPLOY_ROLE_ARN", "deploy", false)), /a role's ARN/);
      assert.match(JSON.stringify(lateVariableFaults("ANY", "text", true)), /marked secret/);
      const [fault] = lateVariableFaults("ANY", value, false);
      assert.match(String(fault?.given), /an access token of Pulumi Cloud \(not shown\)/);
    });
  });
});
