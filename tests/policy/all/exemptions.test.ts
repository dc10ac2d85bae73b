/** Exemptions, as the pack that holds every policy takes them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { withPack } from "../core/served.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");

describe("the pack of all policies", () => {
  const exemption = { resource: "*::door", reason: "Open by its purpose.", until: "2099-12-31" };
  const bucket = { type: "aws:s3/bucketAcl:BucketAcl", name: "door", props: { acl: "public-read" } };
  const stack = { type: "pulumi:pulumi:Stack", name: "probe-test" };
  const told = async (...names: string[]) => {
    const list = names.map((policy) => ({ policy, ...exemption }));
    let all: readonly string[] = [];
    await withPack(join(REPOSITORY, "policy", "all"), async (served) => {
      await served.configure({ exemptions: { level: "advisory", keys: { list } }, "storage-private": {} });
      const found = [...(await served.analyze(stack)), ...(await served.analyze(bucket))];
      all = found.filter(({ isMandatory }) => isMandatory).map(({ policy, message }) => `${policy}: ${message}`);
    });
    return all;
  };

  it("takes an exemption from any of them", async () => {
    assert.deepEqual(await told("storage-private", "aws-no-keys", "no-secret-by-place"), []);
  });

  it("refuses an exemption from a policy that no pack has, by its place in the list, and then takes none", async () => {
    const [fault = "", held = "", ...others] = await told("storage-private", "storage-privat");
    assert.match(fault, /^exemptions: .*list\[1\]\.policy: must be the name of a policy/s);
    assert.match(held, /^storage-private: .*acl: lets everyone/s);
    assert.deepEqual(others, []);
  });
});
