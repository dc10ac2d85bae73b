import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import {
  emptyRepositoryAdvice,
  imageFaults,
  imagePresence,
  imageReference,
  missingImageFault,
} from "../../../../components/aws/service/image.ts";
import type { ServiceImage } from "../../../../components/aws/service/image.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const PINNED: ServiceImage = { kind: "pinned", digest: DIGEST };
const FLOATING: ServiceImage = { kind: "floating", tag: "latest" };

describe("whether an image is in its repository", () => {
  it("finds a pinned image by its digest, with or without a tag", () => {
    assert.deepEqual(imagePresence(PINNED, [{ imageDigest: OTHER }, { imageDigest: DIGEST }]), { kind: "present" });
  });

  it("finds a floating image by its tag", () => {
    assert.deepEqual(imagePresence(FLOATING, [{ imageDigest: OTHER, imageTag: "latest" }]), { kind: "present" });
  });

  it("doesn't take a tag for a digest, nor a digest for a tag", () => {
    const images = [{ imageDigest: "latest", imageTag: DIGEST }];
    assert.equal(imagePresence(PINNED, images).kind, "missing");
    assert.equal(imagePresence(FLOATING, images).kind, "missing");
  });

  it("calls a repository without images empty, for either kind", () => {
    assert.deepEqual(imagePresence(PINNED, []), { kind: "empty" });
    assert.deepEqual(imagePresence(FLOATING, []), { kind: "empty" });
  });

  it("says what is there instead, each name once", () => {
    const images = [
      { imageDigest: OTHER, imageTag: "1.0" },
      { imageDigest: OTHER, imageTag: "1.1" },
      { imageDigest: DIGEST, imageTag: "" },
    ];
    assert.deepEqual(imagePresence(FLOATING, images), { kind: "missing", there: ["1.0", "1.1"] });
    assert.deepEqual(imagePresence({ kind: "pinned", digest: `sha256:${"c".repeat(64)}` }, images), {
      kind: "missing",
      there: [OTHER, DIGEST],
    });
  });

  it("misses a digest that was not chosen yet as soon as there is one to choose", () => {
    assert.deepEqual(imagePresence({ kind: "pinned" }, [{ imageDigest: OTHER }]), { kind: "missing", there: [OTHER] });
    assert.equal(imagePresence({ kind: "pinned", digest: "" }, [{ imageDigest: OTHER }]).kind, "missing");
    assert.deepEqual(imagePresence({ kind: "pinned" }, []), { kind: "empty" });
  });
});

describe("an image's reference", () => {
  it("names a digest with @ and a tag with :", () => {
    assert.equal(imageReference("host/quiz", PINNED), `host/quiz@${DIGEST}`);
    assert.equal(imageReference("host/quiz", FLOATING), "host/quiz:latest");
  });

  it("names no image where none was pinned yet", () => {
    assert.equal(imageReference("host/quiz", { kind: "pinned", digest: "" }), "host/quiz:nothing-pushed-yet");
  });
});

describe("an image's faults", () => {
  it("has none for a digest, none yet, or a tag", () => {
    for (const image of [PINNED, FLOATING, { kind: "pinned" } as const])
      assert.deepEqual(imageFaults(image, ownName), []);
  });

  it("refuses a digest cut short and a tag with a space", () => {
    assert.equal(imageFaults({ kind: "pinned", digest: DIGEST.slice(0, -1) }, ownName).length, 1);
    assert.equal(imageFaults({ kind: "floating", tag: "the latest" }, ownName).length, 1);
  });

  it("says which key names an image that isn't there, and what is", () => {
    const { path, given, accepted } = missingImageFault("quiz:image", FLOATING, "host/quiz", ["1.0"]);
    assert.deepEqual([path, given], ["quiz:image", "latest"]);
    assert.equal(accepted, "a tag that host/quiz has. It has 1.0");
  });

  it("tells how to fill an empty repository", () => {
    const steps = emptyRepositoryAdvice("api", "host/quiz", FLOATING).split("\n").slice(1);
    assert.deepEqual(steps, ["  1. docker push host/quiz:latest", "  2. pulumi up"]);
    assert.match(emptyRepositoryAdvice("api", "host/quiz", PINNED), /2\. put the digest/);
  });
});
