import assert from "node:assert/strict";
import { foundationSetting, workloadBoundary } from "@tidegate/aws";
import type { Keys } from "./reading.ts";
import { reading, refusesEach } from "./reading.ts";

const setting = (change: Keys) => reading(change, foundationSetting);

describe("the foundation's stack in a configuration", () => {
  for (const [foundationStack, value] of Object.entries({
    "": undefined,
    "organization/foundation/dev": "organization/foundation/dev",
    "acme-corp/ground.work/eu_1": "acme-corp/ground.work/eu_1",
  })) {
    it(`is ${value ?? "nothing"} where the key says "${foundationStack}"`, () => {
      assert.deepEqual(setting({ foundationStack }), { value, keys: [] });
    });
  }

  it("is nothing where the key isn't set", () => assert.equal(setting({}).value, undefined));

  // The engine would take the first for a stack of the system itself, and the second for one of an organisation.
  refusesEach(
    (foundationStack: string) => setting({ foundationStack }),
    ["dev", "foundation/dev", "organization/foundation/", "organization//dev", "a/b/c/d", "o/f/d e", "o/*/dev"].map(
      (name) => [`"${name}"`, name, ["foundationStack"]] as const,
    ),
  );
});

describe("the boundary that the foundation has made", () => {
  const ARN = "arn:aws:iam::111122223333:policy/quiz-dev-boundary";
  const whose = { stack: "organization/foundation/dev", project: "quiz" };
  const boundaryIn = (value: unknown) => workloadBoundary({ getOutputDetails: async () => ({ value }) }, whose);

  it("is the project's own, by the output's name", async () => {
    const asked: string[] = [];
    const getOutputDetails = async (name: string) => {
      asked.push(name);
      return { value: { other: "arn:aws:iam::111122223333:policy/other-boundary", quiz: ARN } };
    };
    assert.equal(await workloadBoundary({ getOutputDetails }, whose), ARN);
    assert.deepEqual(asked, ["workload_boundary_arns"]);
  });

  for (const [what, value] of Object.entries({
    "no such output": undefined,
    "an output without the project": { other: ARN },
    "an output that is a list": [ARN],
  })) {
    it(`can't be had from ${what}: the message says what to do`, async () => {
      await assert.rejects(boundaryIn(value), {
        name: "ProgramError",
        message:
          /^The stack organization\/foundation\/dev names no permissions boundary for quiz, so nothing was created[^]*has no such key[^]*npm run foundation -- up dev[^]*quiz:foundationStack empty/,
      });
    });
  }

  for (const [what, arn] of Object.entries({ "an empty text": "", "a role's ARN": ARN.replace("policy", "role") })) {
    it(`is not ${what}`, async () => {
      await assert.rejects(boundaryIn({ quiz: arn }), /holds no policy's ARN under that key/);
    });
  }
});
