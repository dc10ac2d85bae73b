import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Vcn } from "@pulumi/oci/core/vcn.js";
import { freeformTagFaults, freeformTags, InvalidArguments, ownName, PooledService } from "@tidegate/oci";
import type { FreeformTags } from "@tidegate/oci";
import { ONLY_TOLD } from "../../../components/oci/onlyTold.ts";
import { build, mockId, useMocks } from "./built.ts";
import { RIGHT } from "./service.ts";

const VCN = "oci:Core/vcn:Vcn";
const TAGS = { Project: "quiz", Env: "dev", Owner: "team-quiz" };

describe("freeformTags", () => {
  it("puts the tags on every resource of a component that takes any, and leaves the others alone", async () => {
    const { all } = await tagged(TAGS);
    for (const kind of ["Vcn", "Subnet", "LoadBalancer", "Secret", "Key", "Vault", "Log", "Policy", "InstancePool"]) {
      const found = all(kind);
      assert.notEqual(found.length, 0, kind);
      for (const { inputs, name } of found) assert.deepEqual(inputs["freeformTags"], TAGS, name);
    }
    for (const kind of ["Listener", "BackendSet", "NetworkSecurityGroupSecurityRule", "SurgeRollout"]) {
      const found = all(kind);
      assert.notEqual(found.length, 0, kind);
      for (const { inputs, name } of found) assert.ok(!("freeformTags" in inputs), name);
    }
  });

  it("leaves a resource's own tags where they are, and lets them stand over these", async () => {
    const { only } = await tagged({ ...TAGS, "tidegate-shelf": "lost" });
    const own = { "tidegate-shelf": mockId("ConfigurationShelf", "quiz-dev-instances-shelf") };
    assert.deepEqual(only("InstanceConfiguration").inputs["freeformTags"], { ...TAGS, ...own });
  });

  it("takes a resource's own tags when they become known", async () => {
    const inputs = await vcnWith({ freeformTags: pulumi.output({ Env: "own" }) });
    assert.deepEqual(inputs["freeformTags"], { ...TAGS, Env: "own" });
  });

  const left: [string, string, pulumi.Inputs, pulumi.CustomResourceOptions][] = [
    ["a resource that is only looked up", VCN, { freeformTags: undefined }, { id: "ocid1.vcn.oc1.test.found" }],
    ["a type that only tells tags", "oci:Core/computeHost:ComputeHost", { freeformTags: undefined }, {}],
    ["a type without tags", "oci:LoadBalancer/listener:Listener", { name: "http" }, {}],
    ["a type of another provider", "other:index:Thing", { freeformTags: undefined }, {}],
  ];
  for (const [what, type, props, opts] of left) {
    it(`gives nothing to ${what}`, () => {
      assert.deepEqual(freeformTags(TAGS)(asked(VCN, { freeformTags: undefined }, {}))?.props["freeformTags"], TAGS);
      assert.equal(freeformTags(TAGS)(asked(type, props, opts)), undefined);
    });
  }

  it("changes what instances are launched with by no tag of the stack", async () => {
    const details = async (tags: FreeformTags) =>
      (await tagged(tags)).only("InstanceConfiguration").inputs["instanceDetails"];
    assert.deepEqual(await details(TAGS), await details({ ...TAGS, Owner: "others" }));
  });

  it("knows each type of the SDK that tells tags and takes none", () => {
    const root = dirname(createRequire(import.meta.url).resolve("@pulumi/oci/package.json"));
    const told = classesIn(root).flatMap((text) => {
      const [, type] = /__pulumiType = '(.*)'/.exec(text) ?? [];
      return type !== undefined && text.includes(TOLD) && !text.includes(TAKEN) ? [type] : [];
    });
    assert.deepEqual([...ONLY_TOLD].toSorted(), told.toSorted());
  }).timeout(20_000);

  const wrong: [string, FreeformTags, string[]][] = [
    ["a key with a period", { "cost.centre": "42" }, ["cost.centre"]],
    ["a key with a space", { "cost centre": "42" }, ["cost centre"]],
    ["a key that is too long", { ["k".repeat(101)]: "v" }, ["k".repeat(101)]],
    ["an empty value", { Owner: "" }, ["Owner"]],
    ["a value that is too long", { Owner: "v".repeat(257) }, ["Owner"]],
    ["more tags than a pool has room for", { a: "1", b: "2", c: "3", d: "4", e: "5", f: "6" }, ["freeformTags"]],
    ["several at once", { "a.b": "", c: "" }, ["a.b", "a.b", "c"]],
  ];
  for (const [what, tags, paths] of wrong) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(
        freeformTagFaults(tags, ownName).map(({ path }) => path),
        paths,
      );
      assert.throws(() => freeformTags(tags), InvalidArguments);
    });
  }

  it("takes keys and values to their limits", () => {
    assert.deepEqual(freeformTagFaults({ ["k!/~-_:".padEnd(100, "k")]: "v ".repeat(128) }, ownName), []);
  });
});

const TOLD = 'resourceInputs["freeformTags"] = undefined /*out*/';
const TAKEN = 'resourceInputs["freeformTags"] = args';

/** The texts of the SDK's modules. */
function classesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(file, "utf8"));
}

function tagged(tags: FreeformTags) {
  return build((options) => {
    const transformations = [...(options.transformations ?? []), freeformTags(tags)];
    return new PooledService("quiz-dev", RIGHT, { ...options, transformations });
  });
}

function asked(type: string, props: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
  return { type, name: "v", props, opts } as pulumi.ResourceTransformationArgs;
}

async function vcnWith(args: { freeformTags: pulumi.Input<Record<string, string>> }): Promise<Record<string, unknown>> {
  const made: Record<string, unknown>[] = [];
  await useMocks((_type, _name, inputs) => made.push(inputs));
  const options = { transformations: [freeformTags(TAGS)] };
  const vcn = new Vcn("v", { compartmentId: RIGHT.compartmentId, cidrBlocks: ["10.0.0.0/16"], ...args }, options);
  await new Promise((resolve) => vcn.urn.apply(resolve));
  return made[0] ?? {};
}
