import assert from "node:assert/strict";
import { InvalidArguments } from "@tidegate/faults";
import { ConfigurationShelf, SurgeRollout } from "@tidegate/rollout";
import type { SurgeRolloutArgs } from "@tidegate/rollout";
import { build, useMocks } from "../../oci/built.ts";
import { ocid, RIGHT } from "./fixture.ts";

const ARGS: SurgeRolloutArgs = { ...RIGHT, protect: [] };

describe("SurgeRollout", () => {
  it("is registered under its type with what it was given, its outputs left to the provider", async () => {
    const { only } = await build((options) => new SurgeRollout("quiz", { ...ARGS, surge: 2 }, options));
    const { type, inputs } = only("SurgeRollout");
    assert.equal(type, "pulumi-nodejs:dynamic/rollout:SurgeRollout");
    const { __provider: text, ...others } = inputs;
    assert.deepEqual(others, { ...ARGS, surge: 2 });
    assert.match(String(text), /surgeRollout/);
  });

  it("refuses all faults at once, before anything is registered", async () => {
    const registered: string[] = [];
    await useMocks((_type, name) => registered.push(name));
    assert.throws(
      () => new SurgeRollout("quiz", { ...ARGS, backendPort: 0, surge: 0, report: { folder: "/tmp" } }),
      (error) => {
        assert.ok(error instanceof InvalidArguments);
        assert.deepEqual(
          error.faults.map(({ path }) => path),
          ["backendPort", "surge", "report.folder"],
        );
        return true;
      },
    );
    assert.deepEqual(registered, []);
  });
});

describe("ConfigurationShelf", () => {
  it("is registered under its type with what it was given", async () => {
    const args = { compartmentId: RIGHT.compartmentId, regionalId: ocid("subnet", "private") };
    const { only } = await build((options) => new ConfigurationShelf("quiz", args, options));
    const { type, inputs } = only("ConfigurationShelf");
    assert.equal(type, "pulumi-nodejs:dynamic/rollout:ConfigurationShelf");
    const { __provider: text, ...others } = inputs;
    assert.deepEqual(others, args);
    assert.match(String(text), /configurationShelf/);
  });
});
