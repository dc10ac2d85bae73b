import assert from "node:assert/strict";
import { InvalidArguments } from "@tidegate/faults";
import type { ImageFinding } from "../../../../components/aws/service/imageCheck.ts";
import { mayStart } from "../../../../components/aws/service/imageCheck.ts";

const FINDING: ImageFinding = {
  serviceName: "api",
  image: { kind: "floating", tag: "latest" },
  imageLabel: "quiz:image",
  images: [{ imageDigest: "sha256:1", imageTag: "latest" }],
  url: "host/quiz",
};

async function decide(change: Partial<ImageFinding>, running = 0) {
  const warnings: string[] = [];
  const ports = { running: async () => running, warn: async (text: string) => void warnings.push(text) };
  return { starts: await mayStart({ ...FINDING, ...change }, ports), warnings };
}

describe("whether a service's tasks may start", () => {
  it("is yes, without a word, when the image is there", async () => {
    assert.deepEqual(await decide({}), { starts: true, warnings: [] });
  });

  it("is no, with advice and no failure, before the first push", async () => {
    const { starts, warnings } = await decide({ images: [] });
    assert.equal(starts, false);
    assert.match(warnings.join(), /docker push host\/quiz:latest/);
  });

  it("fails by the caller's key when others are there, but not this one", async () => {
    await assert.rejects(
      decide({ image: { kind: "floating", tag: "v2" } }),
      (error) => error instanceof InvalidArguments && error.faults[0]?.path === "quiz:image",
    );
  });

  it("fails, and stops nobody's tasks, when the repository was emptied under them", async () => {
    await assert.rejects(decide({ images: [] }, 2), /host\/quiz is empty while 2 of the service's tasks run/);
  });
});
