import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AWS_CLI_VERSION, ensureAwsCli } from "./aws-cli.ts";

describe("the aws command line that the tests run", function () {
  this.timeout(300_000);

  it("is there, in the pinned version", async () => {
    const { stdout } = await promisify(execFile)(await ensureAwsCli(), ["--version"]);
    assert.equal(stdout.split(" ")[0], `aws-cli/${AWS_CLI_VERSION}`);
  });
});
