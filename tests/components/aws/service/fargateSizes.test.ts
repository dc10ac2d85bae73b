import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { FARGATE_SIZES, fargateSizeFaults } from "../../../../components/aws/service/fargateSizes.ts";

describe("Fargate sizes", () => {
  const right: [number, number][] = [
    [256, 512],
    [256, 2048],
    [512, 1024],
    [512, 4096],
    [1024, 8192],
    [2048, 4096],
    [4096, 30720],
    [8192, 20480],
    [16384, 122880],
  ];
  for (const [cpu, memory] of right) {
    it(`takes ${cpu} CPU units with ${memory} MiB`, () => {
      assert.deepEqual(fargateSizeFaults({ cpu, memory }, ownName), []);
    });
  }

  const wrong: [number, number][] = [
    [256, 4096],
    [256, 1536],
    [512, 512],
    [1024, 1024],
    [4096, 31744],
    [8192, 18432],
    [16384, 36864],
  ];
  for (const [cpu, memory] of wrong) {
    it(`refuses ${memory} MiB with ${cpu} CPU units, and names both`, () => {
      const [fault, ...others] = fargateSizeFaults({ cpu, memory }, (key) => `quiz:${key}`);
      assert.equal(others.length, 0);
      assert.equal(fault?.path, "quiz:memory");
      assert.match(fault.accepted, new RegExp(`with quiz:cpu ${cpu}, MiB: `));
    });
  }

  it("judges memory only when there are such CPU units", () => {
    const faults = fargateSizeFaults({ cpu: 300, memory: 1 }, ownName);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["cpu"],
    );
  });

  it("has as many memory sizes as AWS's table", () => {
    assert.deepEqual(
      [...FARGATE_SIZES.values()].map((sizes) => sizes.length),
      [3, 4, 7, 13, 23, 12, 12],
    );
  });
});
