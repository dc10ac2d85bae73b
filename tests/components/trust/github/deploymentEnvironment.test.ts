import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { DeploymentEnvironment, deploymentEnvironmentFaults } from "../../../../components/trust/github/index.ts";
import type { DeploymentEnvironmentArgs } from "../../../../components/trust/github/index.ts";
import { known } from "../../../support/built.ts";
import { refuses } from "../../aws/faults.ts";
import { build, REPOSITORY } from "./built.ts";

const PROD: DeploymentEnvironmentArgs = {
  repository: REPOSITORY,
  environment: "prod",
  deploysFrom: { tags: ["v*"] },
  reviewers: { users: [11], teams: [22] },
  waitMinutes: 10,
};

const built = (more: Partial<DeploymentEnvironmentArgs> = {}) =>
  build((options) => new DeploymentEnvironment("prod", { ...PROD, ...more }, options));

describe("DeploymentEnvironment", () => {
  it("lets tags in by their pattern, after reviewers and timer, and nobody past them", async () => {
    const { only } = await built();
    assert.deepEqual(only("RepositoryEnvironment").inputs, {
      repository: "tidegate",
      environment: "prod",
      canAdminsBypass: false,
      preventSelfReview: true,
      waitTimer: 10,
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
      reviewers: [{ users: [11], teams: [22] }],
    });
    const { name, inputs } = only("RepositoryEnvironmentDeploymentPolicy");
    assert.equal(name, "prod-tag-v*");
    assert.deepEqual(inputs, { repository: "tidegate", environment: "prod", tagPattern: "v*" });
  });

  it("has one policy for each pattern of branches and tags", async () => {
    const { all } = await built({ deploysFrom: { branches: ["main", "releases/*"], tags: ["v*"] } });
    const patterns = all("RepositoryEnvironmentDeploymentPolicy").map(({ inputs }) => [
      inputs["branchPattern"],
      inputs["tagPattern"],
    ]);
    assert.deepEqual(patterns, [
      ["main", undefined],
      ["releases/*", undefined],
      [undefined, "v*"],
    ]);
  });

  it("leaves the choice to protected branches without a pattern", async () => {
    const { only, all } = await built({ deploysFrom: { protectedBranches: true } });
    const { deploymentBranchPolicy } = only("RepositoryEnvironment").inputs;
    assert.deepEqual(deploymentBranchPolicy, { protectedBranches: true, customBranchPolicies: false });
    assert.deepEqual(all("RepositoryEnvironmentDeploymentPolicy"), []);
  });

  it("waits for nobody where there are no reviewers", async () => {
    const { component, resources } = await build(
      (options) =>
        new DeploymentEnvironment(
          "dev",
          { repository: REPOSITORY, environment: "dev", deploysFrom: { branches: ["main"] } },
          options,
        ),
    );
    const environment = resources.find(({ type }) => type.endsWith(":RepositoryEnvironment"));
    assert.equal(environment?.inputs["reviewers"], undefined);
    assert.equal(environment?.inputs["waitTimer"], 0);
    assert.equal(await known(component.environment), "dev");
  });

  refuses<DeploymentEnvironmentArgs>(
    PROD,
    (args) => deploymentEnvironmentFaults(args, ownName),
    (args) => new DeploymentEnvironment("prod", args),
    [
      ["a repository without owner", { repository: "tidegate" }, ["repository"]],
      ["a name with a slash", { environment: "prod/eu" }, ["environment"]],
      ["a name with a wildcard", { environment: "prod*" }, ["environment"]],
      ["every tag", { deploysFrom: { tags: ["*"] } }, ["deploysFrom.tags[0]"]],
      ["a pattern that no tag matches", { deploysFrom: { tags: ["refs/tags/v*"] } }, ["deploysFrom.tags[0]"]],
      ["no pattern", { deploysFrom: { branches: [] } }, ["deploysFrom.branches"]],
      ["nothing at all", { deploysFrom: {} }, ["deploysFrom.kind"]],
      ["a pattern twice", { deploysFrom: { branches: ["main", "main"] } }, ["deploysFrom.branches"]],
      ["seven reviewers", { reviewers: { users: [1, 2, 3, 4], teams: [5, 6, 7] } }, ["reviewers.count"]],
      ["reviewers that are none", { reviewers: {} }, ["reviewers.count"]],
      ["a reviewer without a number", { reviewers: { users: [0] } }, ["reviewers.users[0]"]],
      ["a reviewer twice", { reviewers: { users: [7, 7] } }, ["reviewers.users"]],
      ["a wait of more than 30 days", { waitMinutes: 43_201 }, ["waitMinutes"]],
      [
        "all of it at once",
        { repository: "tidegate", environment: "a/b", deploysFrom: { tags: ["*"] }, waitMinutes: -1 },
        ["repository", "environment", "deploysFrom.tags[0]", "waitMinutes"],
      ],
    ],
  );
});
