import assert from "node:assert/strict";
import { backendFolder } from "../../../rehearsal/session/stack.ts";

describe("a stack's backend", () => {
  for (const [url, folder] of [
    ["file:///a/b", "/a/b"],
    ["file:///a/b?metadata=skip", "/a/b"],
    ["s3://states?region=eu-central-1&awssdk=v2", undefined],
    ["", undefined],
  ] as const) {
    it(`is ${folder ?? "no folder"}: ${url}`, () => assert.equal(backendFolder(url), folder));
  }
});
