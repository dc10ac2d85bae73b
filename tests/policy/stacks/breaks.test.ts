/** The table of what is broken in the real stacks: it leaves no policy out, and what it expects is judged strictly. */
import assert from "node:assert/strict";
import { policies } from "../../../policy/all/policies.ts";
import { enforcementOf } from "../../../policy/core/levels.ts";
import { breaksOf } from "./breaks/index.ts";
import { drawSecrets } from "./breaks/secrets.ts";
import { UNBROKEN } from "./breaks/unbroken.ts";
import { mandatoryIn } from "./events.ts";
import { judge } from "./judged.ts";

const all = Object.values(breaksOf(drawSecrets())).flat();

describe("the table of things broken in the real stacks", () => {
  it("breaks something for each policy that is held in prod, but for those that are named with a reason", () => {
    const held = policies.filter((policy) => enforcementOf(policy, "prod") !== "advisory").map(({ name }) => name);
    const broken = new Set(all.map(({ policy }) => policy));
    const without = held.filter((name) => !broken.has(name));
    assert.deepEqual(without.sort(), Object.keys(UNBROKEN).sort());
    assert.deepEqual(
      [...broken].filter((name) => !held.includes(name)),
      [],
    );
  });

  it("does one thing a break", () => {
    for (const one of all) {
      const ways = [one.set ?? one.unset, one.unprotected, one.removed, one.added, one.exported];
      assert.equal(ways.filter((way) => way !== undefined).length, 1, JSON.stringify({ ...one, set: undefined }));
      // Whoever adds something gives it a name.
      assert.ok(one.added === undefined || one.name !== undefined);
    }
  });
});

describe("what is found in a broken stack", () => {
  const broken = { policy: "closed", type: "test:index:Thing", name: "door", set: ["lock.open", true] } as const;
  const finding = { policy: "closed", type: "test:index:Thing", name: "front-door", path: "lock.open" };

  it("is right where it stands at what is broken", () => {
    assert.deepEqual(judge([broken], [finding]), { missed: [], other: [] });
  });

  for (const [what, change] of [
    ["another policy", { policy: "shut" }],
    ["another type", { type: "test:index:Part" }],
    ["another resource", { name: "front-window" }],
    ["another property", { path: "lock" }],
  ] as const) {
    it(`is missed, and something else is found, where it is said of ${what}`, () => {
      const { missed, other } = judge([broken], [{ ...finding, ...change }]);
      assert.deepEqual(missed, ["closed at test:index:Thing door lock.open"]);
      assert.equal(other.length, 1);
    });
  }

  it("is missed where one of two policies says nothing", () => {
    const both = { ...broken, also: [{ policy: "shut", path: "" }] };
    assert.deepEqual(judge([both], [finding]), { missed: ["shut at test:index:Thing door"], other: [] });
    assert.deepEqual(judge([both], [finding, { ...finding, policy: "shut", path: "" }]).missed, []);
  });

  it("may be told again of the output where it is a secret", () => {
    const secret = { ...broken, policy: "no-secret-by-content" };
    const told = { ...finding, policy: "no-secret-by-content" };
    const echo = { ...finding, policy: "no-secret-in-outputs" };
    assert.deepEqual(judge([secret], [told, echo]), { missed: [], other: [] });
    assert.equal(judge([secret], [told, { ...echo, path: "other" }]).other.length, 1);
    assert.equal(judge([broken], [finding, echo]).other.length, 1);
  });
});

describe("the engine's event log", () => {
  const event = (resourceUrn: string, message: string, enforcementLevel = "mandatory"): string =>
    JSON.stringify({ policyEvent: { resourceUrn, message, policyName: "closed", enforcementLevel } });
  const urn = "urn:pulumi:prod::project::test:index:Box$test:index:Thing::a::door";

  it("tells policy, type, name and path of what is mandatory", () => {
    const lines = [
      JSON.stringify({ stdoutEvent: { message: "hello" } }),
      event(urn, "Nothing is open.\nlock.open: is true. Close it.\n"),
      event(urn, "Nothing is open.\nis open. Close it: now.\n"),
      event(urn, "Nothing is open.\nlock: is true.\n", "advisory"),
      "",
    ];
    const where = { policy: "closed", type: "test:index:Thing", name: "a::door" };
    assert.deepEqual(mandatoryIn(lines.join("\n")), [
      { ...where, path: "lock.open" },
      { ...where, path: "" },
    ]);
  });
});
