import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { deploymentOf, OPERATIONS } from "../../../components/trust/deployment.ts";
import type { DeploymentSubject } from "../../../components/trust/deployment.ts";
import { kindsOf, subjectFaults, subjectText } from "../../../components/trust/subject.ts";
import type { Subject } from "../../../components/trust/subject.ts";

const RIGHT: DeploymentSubject = {
  organization: "tidegate",
  project: "order-tracking",
  stack: "dev",
  operation: "update",
};
const TEXT = "pulumi:deploy:org:tidegate:project:order-tracking:stack:dev:operation:update:scope:write";

/** What is wrong, the change, and the path and a word of each reason. */
const FAULTS: readonly (readonly [string, Partial<DeploymentSubject>, readonly (readonly [string, RegExp])[]])[] = [
  ["no organisation", { organization: "" }, [["organization", /lower case/]]],
  ["an organisation in capitals", { organization: "Tidegate" }, [["organization", /lower case/]]],
  ["a wildcard for the organisation", { organization: "*" }, [["organization", /stand for others/]]],
  ["a blank in the organisation", { organization: "tide gate" }, [["organization", /lower case/]]],
  ["no project", { project: "" }, [["project", /letters/]]],
  ["a wildcard in the project", { project: "order-*" }, [["project", /stand for others/]]],
  ["a project with its organisation", { project: "tidegate/order-tracking" }, [["project", /letters/]]],
  ["a colon in the project", { project: "order-tracking:stack:prod" }, [["project", /colon/]]],
  ["no stack", { stack: "" }, [["stack", /letters/]]],
  ["a question mark in the stack", { stack: "de?" }, [["stack", /stand for others/]]],
  ["a whole stack's name", { stack: "tidegate/order-tracking/dev" }, [["stack", /letters/]]],
  ["a colon in the stack", { stack: "dev:operation:update" }, [["stack", /colon/]]],
  [
    "everything, all at once",
    { organization: "Tide:*", project: "", stack: "a b" },
    [
      ["organization", /others/],
      ["organization", /colon/],
      ["organization", /lower case/],
      ["project", /letters/],
      ["stack", /letters/],
    ],
  ],
];

describe("the subject of a run of Pulumi Deployments", () => {
  it("is written as Pulumi writes it, and read back", () => {
    assert.equal(subjectText(RIGHT), TEXT);
    assert.deepEqual(subjectFaults(RIGHT, ownName), []);
    assert.deepEqual(kindsOf(RIGHT), ["deployment"]);
    for (const operation of OPERATIONS) {
      assert.deepEqual(deploymentOf(subjectText({ ...RIGHT, operation })), { ...RIGHT, operation });
    }
  });

  for (const text of [
    "repo:tidegate/clouds:environment:prod",
    `${TEXT}:x`,
    ` ${TEXT}`,
    `${TEXT}\n`,
    TEXT.replace("scope:write", "scope:read"),
    TEXT.replace("operation:update", "operation:detect-drift"),
    TEXT.replace("tidegate", "*"),
    TEXT.replace("stack:dev", "stack:dev:stack:prod"),
    TEXT.replace("stack:dev", "stack:"),
  ]) {
    it(`is read from nothing else: ${JSON.stringify(text)}`, () => {
      assert.equal(deploymentOf(text), undefined);
    });
  }

  for (const [what, change, wanted] of FAULTS) {
    it(`is refused with ${what}`, () => {
      const found = subjectFaults({ ...RIGHT, ...change }, ownName);
      assert.deepEqual(
        found.map(({ path }) => path),
        wanted.map(([path]) => path),
        JSON.stringify(found),
      );
      wanted.forEach(([, reason], index) => assert.match(found[index]?.accepted ?? "", reason));
    });
  }

  it("is refused with an operation that Pulumi doesn't have, as a configuration may give it", () => {
    const read: Subject = { ...RIGHT };
    Reflect.set(read, "operation", "up");
    assert.deepEqual(subjectFaults(read, ownName), [
      { path: "operation", given: "up", accepted: "one of preview, update, refresh, destroy" },
    ]);
  });

  it("is refused where it names a branch beside", () => {
    const both: Subject = { ...RIGHT, ...{ branch: "main" } };
    assert.deepEqual(
      subjectFaults(both, ownName).map(({ path, given }) => [path, given]),
      [["kind", ["branch", "deployment"]]],
    );
  });
});
