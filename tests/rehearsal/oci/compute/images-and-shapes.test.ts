import assert from "node:assert/strict";
import { ARM_IMAGE, COMPARTMENT, openStage, X86_IMAGE } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("images and shapes", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it("list the images that run on a shape, the newest first", async () => {
    const list = await stage.list(`/20160918/images?compartmentId=${COMPARTMENT}&shape=VM.Standard.A1.Flex`);
    assert.deepEqual(
      list.map((image) => image["displayName"]),
      ["Oracle-Linux-9.6-aarch64-2026.10.31-0", "Oracle-Linux-9.6-aarch64-2026.09.30-0"],
    );
    const none = await stage.list(`/20160918/images?compartmentId=${COMPARTMENT}&operatingSystem=Canonical%20Ubuntu`);
    assert.deepEqual(none, []);
  });

  it("list the shapes that an image runs on, with their limits", async () => {
    const list = await stage.list(`/20160918/shapes?compartmentId=${COMPARTMENT}&imageId=${X86_IMAGE}`);
    assert.deepEqual(
      list.map((shape) => shape["shape"]),
      ["VM.Standard.E4.Flex", "VM.Standard.E5.Flex"],
    );
    const [a1] = await stage.list(`/20160918/shapes?compartmentId=${COMPARTMENT}&shape=VM.Standard.A1.Flex`);
    assert.deepEqual(a1?.["ocpuOptions"], { min: 1, max: 80, maxPerNumaNode: 80 });
  });

  it("know which of them go together", async () => {
    const entry = await stage.ok("GET", `/20160918/images/${ARM_IMAGE}/shapes/VM.Standard.A1.Flex`);
    assert.equal(entry["shape"], "VM.Standard.A1.Flex");
    const other = await stage.refused("GET", `/20160918/images/${ARM_IMAGE}/shapes/VM.Standard.E4.Flex`);
    assert.equal(other.status, 404);
  });
});
