import assert from "node:assert/strict";
import { Registry, registryFaults, ownName } from "@tidegate/oci";
import { build, known } from "./built.ts";

const ARGS = { compartmentId: "ocid1.compartment.oc1..test", ocirRegistry: "fra.ocir.io", ocirRepoName: "quiz/dev" };

describe("Registry", () => {
  it("is private, and keeps what a tag means", async () => {
    const { only } = await build((options) => new Registry("images", ARGS, options));
    const { inputs } = only("ContainerRepository");
    assert.equal(inputs["displayName"], "quiz/dev");
    assert.equal(inputs["isPublic"], false);
    assert.equal(inputs["isImmutable"], true);
  });

  it("lets tags move when asked", async () => {
    const { only } = await build((options) => new Registry("images", { ...ARGS, isImmutable: false }, options));
    assert.equal(only("ContainerRepository").inputs["isImmutable"], false);
  });

  it("is protected when asked, and else not", async () => {
    const guarded = async (change: object) =>
      (await build((options) => new Registry("images", { ...ARGS, ...change }, options))).only("ContainerRepository")
        .options.protect;
    assert.deepEqual([await guarded({ protect: true }), await guarded({})], [true, false]);
  });

  it("says where images are pushed", async () => {
    const { component } = await build((options) => new Registry("images", ARGS, options));
    assert.equal(await known(component.repoUrl), "fra.ocir.io/testnamespace/quiz/dev");
  });

  it("takes both forms of the registry's host, and no other", () => {
    const faults = (ocirRegistry: string) => registryFaults({ ...ARGS, ocirRegistry }, ownName).length;
    assert.equal(faults("ocir.eu-frankfurt-1.oci.oraclecloud.com"), 0);
    assert.equal(faults("https://fra.ocir.io"), 1);
    assert.equal(faults("fra.ocir.io/namespace"), 1);
  });

  it("refuses a repository's name in capitals", () => {
    assert.equal(registryFaults({ ...ARGS, ocirRepoName: "Quiz/dev" }, ownName)[0]?.path, "ocirRepoName");
  });
});
