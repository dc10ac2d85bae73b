import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { policyArguments, PolicySettingsError, withOwnSettings } from "../../../tools/policy/index.ts";
import { withTemporaryFolder } from "../../support/temp.ts";

const LEVELS = { closed: "advisory", tagged: "remediate" };

describe("a stack's own settings for the policies", () => {
  it("stand beside the environment's levels", () => {
    const own = { closed: { allowed: ["door"] }, exemptions: { list: [] } };
    assert.deepEqual(withOwnSettings(LEVELS, own, "x"), {
      closed: { enforcementLevel: "advisory", allowed: ["door"] },
      tagged: "remediate",
      exemptions: { list: [] },
    });
  });

  it("may make a policy stricter", () => {
    assert.deepEqual(withOwnSettings(LEVELS, { closed: "mandatory" }, "x"), { ...LEVELS, closed: "mandatory" });
    const own = { closed: { enforcementLevel: "mandatory", allowed: [] } };
    assert.deepEqual(withOwnSettings(LEVELS, own, "x")["closed"], { enforcementLevel: "mandatory", allowed: [] });
  });

  it("that are wrong are refused, all at once", () => {
    const own = { clsed: {}, closed: { enforcementLevel: "disabled" }, tagged: "advisory", all: "mandatory" };
    assert.throws(
      () => withOwnSettings(LEVELS, own, "policies.json"),
      (error: unknown) => {
        assert.ok(error instanceof PolicySettingsError);
        assert.deepEqual(error.faults, [
          "clsed: there is no such policy",
          "closed: can only be made mandatory; what it shall not hold for is an exemption",
          "tagged: must be mandatory, or an object",
          "all: there is no such policy",
        ]);
        return true;
      },
    );
  });

  const fine = { policy: "closed", resource: "*::door", reason: "Open by its purpose.", until: "2027-03-31" };
  for (const [what, change, fault] of [
    ["names no policy that there is", { policy: "clsed" }, "policy: must be the name of a policy of this pack"],
    ["is about everything", { resource: "**" }, "resource: must be a URN, or part of one with *"],
    ["has no reason", { reason: "" }, "reason: must say why, in words"],
    ["has no end", { until: "never" }, "until: must be a day, as in 2027-03-31"],
  ] as const) {
    it(`refuse an exemption that ${what}, by its place in the list`, () => {
      const own = { exemptions: { list: [fine, { ...fine, ...change }] } };
      assert.throws(
        () => withOwnSettings(LEVELS, own, "policies.json"),
        (error: unknown) => {
          assert.ok(error instanceof PolicySettingsError);
          assert.deepEqual(error.faults, [`exemptions.list[1].${fault}`]);
          return true;
        },
      );
    });
  }

  for (const own of [null, [], "mandatory"]) {
    it(`can't be ${JSON.stringify(own)}`, () => {
      assert.throws(() => withOwnSettings(LEVELS, own, "x"), /must be an object/);
    });
  }
});

describe("what the engine is given to ask the policies", () => {
  it("is the pack of all policies, held by the environment; as in prod where it isn't dev", async () => {
    for (const [environment, file] of [
      ["dev", "dev.json"],
      ["prod", "prod.json"],
      ["staging", "prod.json"],
    ] as const) {
      assert.deepEqual(await policyArguments({ repository: "r", environment }), [
        "--policy-pack",
        join("r", "policy", "all", "run"),
        "--policy-pack-config",
        join("r", "policy", "all", file),
      ]);
    }
  });

  it("holds a stack's own settings where it has some", async () => {
    await withTemporaryFolder("policy", async (repository) => {
      await mkdir(join(repository, "policy", "all"), { recursive: true });
      await writeFile(join(repository, "policy", "all", "dev.json"), JSON.stringify(LEVELS));
      const own = { file: join(repository, "policies.json"), into: join(repository, "joined.json") };
      const given = () => policyArguments({ repository, environment: "dev", own });

      assert.equal((await given()).at(-1), join(repository, "policy", "all", "dev.json"));
      await writeFile(own.file, '{"closed":{"allowed":[]}}');
      assert.equal((await given()).at(-1), own.into);
      assert.deepEqual(JSON.parse(await readFile(own.into, "utf8")), {
        closed: { enforcementLevel: "advisory", allowed: [] },
        tagged: "remediate",
      });
      await writeFile(own.file, "{");
      await assert.rejects(given, /isn't JSON/);
    });
  });
});
