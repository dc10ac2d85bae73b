import assert from "node:assert/strict";
import { githubOutput, matrix, people } from "../../../tools/affected/show.ts";

const reasons = ["one changed", "two is new", "three is gone", "four changed", "five changed"];
const SHOP = { system: "shop", environment: "dev", reasons };
const GROUND = { system: "foundation", environment: "prod", reasons: ["one changed"] };

describe("affected stacks, told", () => {
  it("to people are a line each, with three reasons at most", () => {
    assert.equal(people([]), "No stack is affected.");
    const lines = people([SHOP, GROUND]).split("\n");
    assert.deepEqual(lines.slice(0, 5), [
      "shop dev",
      "  one changed",
      "  two is new",
      "  three is gone",
      "  and 2 more",
    ]);
    assert.deepEqual(lines.slice(5), ["foundation prod", "  one changed"]);
  });

  it("to a workflow carry what its variables' names end in", () => {
    assert.equal(matrix([SHOP]), '[{"system":"shop","environment":"dev","suffix":"DEV"}]');
  });

  it("to a workflow are parted: no pipeline has a role for the foundation", () => {
    const outputs = new Map(
      githubOutput([SHOP, GROUND])
        .trimEnd()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    assert.deepEqual(Object.fromEntries(outputs), {
      stacks: matrix([SHOP, GROUND]),
      previews: matrix([SHOP]),
      administered: matrix([GROUND]),
    });
  });
});
