import assert from "node:assert/strict";
import { subjectText } from "@tidegate/trust";
import { readConfig } from "../../../stacks/foundation/config.ts";
import { trustOf } from "../../../stacks/foundation/subjects.ts";
import { faultsOf as thrownBy } from "../../support/faults.ts";
import { describeConfigFiles } from "../configFiles.ts";
import { effectiveConfig } from "../project.ts";
import type { Environment } from "../project.ts";
import { MISTAKES } from "./mistakes.ts";

type Changes = Readonly<Record<string, unknown>>;

const SYSTEM = "foundation";

const read = (changes: Changes = {}, environment: Environment = "dev") => {
  const values = effectiveConfig(SYSTEM, environment);
  for (const [key, value] of Object.entries(changes)) {
    values.set(key, typeof value === "string" ? value : JSON.stringify(value));
  }
  return readConfig(environment, (key) => values.get(key));
};

const pathsOf = (changes: Changes, environment: Environment = "dev") =>
  thrownBy(() => read(changes, environment)).map(({ path }) => path);

describe("the configuration of the foundation", () => {
  it("lets dev be deployed from the environment dev, which takes the main branch, and prod from tags v* alone", () => {
    const [dev, prod] = [read(), read({}, "prod")];
    assert.deepEqual(dev.gate.deploysFrom, { branches: ["main"] });
    assert.deepEqual(prod.gate.deploysFrom, { tags: ["v*"] });
    assert.deepEqual(prod.deployers.accepts, ["environment"]);
    assert.deepEqual(prod.gate.reviewers, { users: [70010001], teams: [] });
  });

  it("trusts no subject in both environments but a pull request's, which only reads", () => {
    const subjects = (environment: Environment) =>
      read({}, environment).deployers.subjects.map((subject) => subjectText(subject));
    assert.deepEqual(subjects("dev"), ["repo:tidegate/tidegate:environment:dev"]);
    assert.deepEqual(subjects("prod"), ["repo:tidegate/tidegate:environment:prod"]);
  });

  it("protects prod's states, and makes the account's provider and the repository's rules once", () => {
    const [dev, prod] = [read(), read({}, "prod")];
    assert.deepEqual([dev.state.protect, prod.state.protect], [false, true]);
    assert.deepEqual([dev.makesProvider, prod.makesProvider], [true, false]);
    assert.deepEqual([dev.repositorySettings, prod.repositorySettings], [true, false]);
  });

  it("puts GitHub's numbers into every subject where they are given", () => {
    const { repository, deployers } = read({ repositoryIds: { owner: 1, repository: 2 } });
    assert.deepEqual(repository.ids, { owner: 1, repository: 2 });
    assert.deepEqual(deployers.subjects.map(subjectText), ["repo:tidegate@1/tidegate@2:environment:dev"]);
  });

  it("keeps Pulumi's previews apart from what changes anything, each by its operation", () => {
    const of = (purpose: "preview" | "deploy") =>
      trustOf(read({ pulumiOrganization: "tidegate" }), "pulumi", "order-tracking", purpose).subjects.map(subjectText);
    const subject = (operation: string) =>
      `pulumi:deploy:org:tidegate:project:order-tracking:stack:dev:operation:${operation}:scope:write`;
    assert.deepEqual(of("preview"), [subject("preview")]);
    assert.deepEqual(of("deploy"), ["update", "refresh", "destroy"].map(subject));
  });

  it("does without a budget, without Pulumi Cloud and without OCI", () => {
    const { budget, deployments, oci } = read({ budgetUsd: 0, pulumiOrganization: "", ociTenancyId: "" });
    assert.deepEqual([budget, deployments, oci], [undefined, undefined, undefined]);
  });

  it("takes what is there into the state where it is asked to", () => {
    const adopt = ["state-key-alias", "state-log-bucket", "state-bucket"];
    assert.deepEqual(read({ adopt }).state.adopts, ["bucket", "log-bucket", "alias"]);
    assert.deepEqual(read({ adopt: adopt.slice(2) }).state.adopts, ["bucket"]);
    assert.deepEqual(read().state.adopts, []);
  });
});

describe("a configuration of the foundation with a mistake", () => {
  for (const [what, changes, paths, environment] of MISTAKES) {
    it(`is refused for ${what}`, () => {
      assert.deepEqual(
        pathsOf(changes, environment ?? "dev"),
        paths.map((path) => `${SYSTEM}:${path}`),
      );
    });
  }

  it("is refused for all mistakes at once", () => {
    const many = MISTAKES.filter(([, , , environment]) => environment === undefined);
    const whole = Object.fromEntries(many.flatMap(([, changes]) => Object.entries(changes)));
    const keys = new Set(pathsOf(whole).map((path) => path.replace(/^foundation:([a-zA-Z]+).*$/, "$1")));
    const touched = new Set(Object.keys(whole));
    for (const key of touched) assert.ok(keys.has(key), `${key} isn't told: ${[...keys].join(", ")}`);
  });
});

describeConfigFiles({
  system: SYSTEM,
  read: (key) => readConfig("prod", key),
  apart: ["stateBucket", "systems", "deploySubjects", "ecrRepositories"],
});
