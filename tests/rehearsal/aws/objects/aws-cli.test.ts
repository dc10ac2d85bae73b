/** The embedded S3 and KMS as AWS's own command line meets them. Calls take about a second each, so there are few. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { ALIAS, KEY } from "../../../../rehearsal/aws/services/kms/key.ts";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { ensureAwsCli } from "../../../support/aws-cli.ts";
import { Served } from "./served.ts";

/** In bytes: two parts of 8 MB, the second one short. */
const LARGE = 8 * 1024 * 1024 + 1;

describe("the aws command at the embedded S3 and KMS", function () {
  this.timeout(300_000);
  let served: Served;
  let file: string;
  before(async () => {
    await ensureAwsCli();
    served = await Served.open("aws-cli");
    file = `${served.folder.path}/file`;
    await served.make(BUCKET, { bucket: "state" });
    const versioning = { bucket: "state", versioningConfiguration: { status: "Enabled" } };
    await served.make("aws:s3/bucketVersioning:BucketVersioning", versioning);
  });
  after(() => served.close());

  it("copies, moves, lists and removes", async () => {
    await writeFile(file, "one two");
    await served.aws(["s3", "cp", file, "s3://state/dir/a b.txt"]);
    await served.aws(["s3", "mv", "s3://state/dir/a b.txt", "s3://state/c.txt"]);
    assert.match(await served.aws(["s3", "ls", "s3://state", "--recursive"]), /^\S+ \S+ +7 c\.txt\n$/);
    await served.aws(["s3", "cp", "s3://state/c.txt", `${file}.back`]);
    assert.equal(await readFile(`${file}.back`, "utf8"), "one two");
    await served.aws(["s3", "rm", "s3://state", "--recursive"]);
    const count = ["--no-paginate", "--query", "KeyCount"];
    assert.equal(await served.aws(["s3api", "list-objects-v2", "--bucket", "state", ...count]), "0\n");
    const versions = JSON.parse(await served.aws(["s3api", "list-object-versions", "--bucket", "state"])) as unknown;
    assert.ok(isRecord(versions) && Array.isArray(versions["Versions"]) && Array.isArray(versions["DeleteMarkers"]));
    assert.deepEqual([versions["Versions"].length, versions["DeleteMarkers"].length], [2, 2]);
    await assert.rejects(served.aws(["s3api", "head-object", "--bucket", "state", "--key", "c.txt"]), /404/);
  });

  it("sends and gets in parts what is large", async () => {
    const bytes = randomBytes(LARGE);
    await writeFile(file, bytes);
    await served.aws(["s3", "cp", file, "s3://state/large"]);
    await served.aws(["s3", "cp", "s3://state/large", `${file}.back`]);
    assert.ok(bytes.equals(await readFile(`${file}.back`)));
  });

  it("encrypts and decrypts", async () => {
    const key = await served.make(KEY, {});
    await served.make(ALIAS, { name: "alias/pulumi", targetKeyId: key });
    const secret = randomBytes(24);
    await writeFile(file, secret);
    const query = ["--query", "CiphertextBlob"];
    const context = ["--encryption-context", "stack=web"];
    const args = ["kms", "encrypt", "--key-id", "alias/pulumi", "--plaintext", `fileb://${file}`, ...context, ...query];
    const blob = String(JSON.parse(await served.aws(args)));
    await writeFile(file, Buffer.from(blob, "base64"));
    const decrypt = ["kms", "decrypt", "--ciphertext-blob", `fileb://${file}`, "--query", "Plaintext"];
    assert.equal(JSON.parse(await served.aws([...decrypt, ...context])), secret.toString("base64"));
    await assert.rejects(served.aws(decrypt), /InvalidCiphertextException/);
  });
});
