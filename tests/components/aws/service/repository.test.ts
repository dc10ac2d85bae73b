import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { Repository, repositoryFaults } from "../../../../components/aws/service/repository.ts";
import { arnOf, build, known } from "../built.ts";

const ARGS = { repositoryName: "quiz-dev", image: "pinned", protect: true } as const;

describe("a repository", () => {
  it("is scanned at each push and encrypted", async () => {
    const { inputsOf } = await build((options) => new Repository("quiz", ARGS, options));
    assert.deepEqual(inputsOf("quiz-repository")["imageScanningConfiguration"], { scanOnPush: true });
    assert.deepEqual(inputsOf("quiz-repository")["encryptionConfigurations"], [{ encryptionType: "KMS" }]);
  });

  for (const [image, mutability] of [
    ["pinned", "IMMUTABLE"],
    ["floating", "MUTABLE"],
  ] as const) {
    it(`has ${mutability} tags where images are ${image}`, async () => {
      const { inputsOf } = await build((options) => new Repository("quiz", { ...ARGS, image }, options));
      assert.equal(inputsOf("quiz-repository")["imageTagMutability"], mutability);
    });
  }

  for (const protect of [true, false]) {
    it(`${protect ? "keeps" : "gives up"} its images when it is ${protect ? "" : "not "}protected`, async () => {
      const { inputsOf } = await build((options) => new Repository("quiz", { ...ARGS, protect }, options));
      assert.equal(inputsOf("quiz-repository")["forceDelete"], !protect);
    });
  }

  it("keeps ten images, and those without a tag for a day", async () => {
    const { only } = await build((options) => new Repository("quiz", ARGS, options));
    const policy = JSON.parse(String(only("LifecyclePolicy").inputs["policy"])) as { rules: { selection: object }[] };
    const selections = policy.rules.map(({ selection }): unknown[] => Object.values(selection));
    assert.deepEqual(selections, [
      ["untagged", "sinceImagePushed", "days", 1],
      ["any", "imageCountMoreThan", 10],
    ]);
  });

  it("hands out URL, ARN and name", async () => {
    const { component } = await build((options) => new Repository("quiz", ARGS, options));
    assert.equal(await known(component.arn), arnOf("aws:ecr/repository:Repository", "quiz-dev"));
    assert.match(await known(component.url), /\/quiz-dev$/);
    assert.equal(await known(component.name), "quiz-dev");
  });

  for (const repositoryName of ["Quiz", "q", "quiz//dev", "-quiz", "quiz-", "a".repeat(257)]) {
    it(`refuses the name ${repositoryName.slice(0, 12)}`, () => {
      assert.equal(repositoryFaults({ repositoryName }, ownName).length, 1);
    });
  }

  it("takes the names that ECR takes", () => {
    for (const repositoryName of ["quiz-dev", "circle/api", "a_b.c", "q1"]) {
      assert.deepEqual(repositoryFaults({ repositoryName }, ownName), []);
    }
  });
});
