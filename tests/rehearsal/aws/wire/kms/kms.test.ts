import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import type { Resource } from "../../../../../rehearsal/aws/resource.ts";
import { ALIAS, KEY } from "../../../../../rehearsal/aws/services/kms/key.ts";
import { Sessions, authorize } from "../../../../../rehearsal/aws/trust/sessions.ts";
import { RootKey } from "../../../../../rehearsal/aws/wire/kms/rootKey.ts";
import { kms } from "../../../../../rehearsal/aws/wire/kms/service.ts";
import type { Input, Operation } from "../../../../../rehearsal/aws/wire/operation.ts";
import { isRecord } from "../../../../../rehearsal/oci/facts/conform.ts";
import { withTemporaryFolder } from "../../../../support/temp.ts";
import { Account } from "../../account.ts";
import { allow, arnOf, policy } from "../../policies.ts";
import { refused } from "../../refused.ts";

const ALIAS_NAME = "alias/pulumi";
const DAY = 86_400;

describe("keys of the embedded KMS", () => {
  let account: Account;
  let key: Resource;
  let service: ReturnType<typeof kms>;
  let plaintext: string;
  beforeEach(() => {
    account = new Account();
    key = account.make(KEY, { deletionWindowInDays: 7 });
    account.make(ALIAS, { name: ALIAS_NAME, targetKeyId: key.id });
    service = kms(new RootKey(randomBytes(32)));
    plaintext = randomBytes(32).toString("base64");
  });

  const operation = (name: string): Operation => {
    const found = service.operations.find((one) => one.name === name);
    assert.ok(found !== undefined);
    return found;
  };
  const call = (name: string, input: Input) => operation(name).run(input, account.cloud);
  const encrypt = (more: Input = {}) =>
    call("Encrypt", { KeyId: ALIAS_NAME, Plaintext: plaintext, ...more })["CiphertextBlob"];
  const decrypt = (CiphertextBlob: unknown, more: Input = {}) =>
    call("Decrypt", { CiphertextBlob, ...more })["Plaintext"];

  it("open what they have closed, by whatever name they are called", () => {
    for (const KeyId of [key.id, arnOf(key), ALIAS_NAME, `arn:aws:kms:eu-central-1:111122223333:${ALIAS_NAME}`]) {
      assert.equal(decrypt(encrypt({ KeyId })), plaintext, KeyId);
    }
    assert.notEqual(encrypt(), encrypt());
  });

  it("open with the context that they closed with, in any order, and with no other", () => {
    const blob = encrypt({ EncryptionContext: { a: "1", b: "2" } });
    assert.equal(decrypt(blob, { EncryptionContext: { b: "2", a: "1" } }), plaintext);
    for (const EncryptionContext of [undefined, {}, { a: "1" }, { a: "1", b: "3" }, { a: "1", b: "2", c: "3" }]) {
      refused(() => decrypt(blob, { EncryptionContext }), "InvalidCiphertextException", /^$/);
    }
  });

  it("make data keys, which come closed and open", () => {
    const made = call("GenerateDataKey", { KeyId: ALIAS_NAME, KeySpec: "AES_256" });
    assert.equal(decrypt(made["CiphertextBlob"]), made["Plaintext"]);
    assert.equal(Buffer.from(String(made["Plaintext"]), "base64").length, 32);
    const wrong = () => call("GenerateDataKey", { KeyId: ALIAS_NAME, KeySpec: "AES_256", NumberOfBytes: 32 });
    refused(wrong, "ValidationException", /number of bytes or key spec/);
  });

  const tampered: Record<string, (blob: Buffer) => Buffer> = {
    "a bit of the text": (blob) => flipped(blob, blob.length - 1),
    "a bit of the tag": (blob) => flipped(blob, blob.length - 40),
    "its form": (blob) => flipped(blob, 0),
    "its end": (blob) => blob.subarray(0, 90),
    "all of it": () => randomBytes(120),
  };
  for (const [what, change] of Object.entries(tampered)) {
    it(`refuse a ciphertext with a change of ${what}`, () => {
      const blob = change(Buffer.from(String(encrypt()), "base64")).toString("base64");
      refused(() => decrypt(blob), "InvalidCiphertextException", /^$/);
    });
  }

  it("open nothing of another world, and nothing of another key that is named", () => {
    const blob = encrypt();
    const other = account.make(KEY, {});
    refused(() => decrypt(blob, { KeyId: other.id }), "IncorrectKeyException", /key ID in the request/);
    service = kms(new RootKey(randomBytes(32)));
    refused(() => decrypt(blob), "InvalidCiphertextException", /^$/);
  });

  it("do nothing while they are disabled or pending deletion, and are gone afterwards", () => {
    const blob = encrypt();
    account.change(key, { isEnabled: false });
    refused(() => decrypt(blob), "DisabledException", /is disabled/);
    assert.equal(state(), "Disabled");
    account.change(key, { deletionWindowInDays: 7 });
    assert.equal(decrypt(blob), plaintext);
    account.remove(key);
    refused(() => decrypt(blob), "KMSInvalidStateException", /is pending deletion/);
    refused(() => encrypt(), "KMSInvalidStateException", /is pending deletion/);
    assert.equal(state(), "PendingDeletion");
    account.pass(7 * DAY);
    refused(() => decrypt(blob), "NotFoundException", /does not exist/);
  });

  const state = () => {
    const metadata = call("DescribeKey", { KeyId: ALIAS_NAME })["KeyMetadata"];
    return isRecord(metadata) ? metadata["KeyState"] : undefined;
  };

  it("are refused where they can't be used so", () => {
    refused(() => encrypt({ KeyId: "alias/none" }), "NotFoundException", /Alias .* is not found/);
    refused(() => encrypt({ KeyId: "alias/aws/s3" }), "NotFoundException", /no keys that AWS manages/);
    const rsa = account.make(KEY, { customerMasterKeySpec: "RSA_2048" });
    refused(() => encrypt({ KeyId: rsa.id }), "InvalidKeyUsageException", /RSA_2048/);
    refused(() => encrypt({ Plaintext: "" }), "ValidationException", /from 1 to 4096 bytes/);
    refused(() => encrypt({ Plaintext: randomBytes(4097).toString("base64") }), "ValidationException", /4096/);
    refused(() => encrypt({ EncryptionContext: { a: 1 } }), "ValidationException", /texts by name/);
  });

  it("serve a role's session where its policies, the context and the key's own policy let it", () => {
    const trust = policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "111122223333" } });
    account.make("aws:iam/role:Role", { name: "deploy", assumeRolePolicy: trust });
    const Condition = { StringEquals: { "kms:EncryptionContext:stack": "web" } };
    const own = policy(allow(["kms:Encrypt", "kms:Decrypt"], arnOf(key), { Condition }));
    account.make("aws:iam/rolePolicy:RolePolicy", { name: "own", role: "deploy", policy: own });
    const roleArn = "arn:aws:iam::111122223333:role/deploy";
    const session = new Sessions().open({ roleArn, roleId: "AROA", name: "run", expiresAt: Infinity, context: {} });
    const judge = (name: string, input: Input) => {
      authorize(session, operation(name).needs(input, account.cloud), account.cloud);
    };
    const context = { EncryptionContext: { stack: "web" } };
    const blob = encrypt(context);
    judge("Encrypt", { KeyId: ALIAS_NAME, ...context });
    judge("Decrypt", { CiphertextBlob: blob, ...context });
    refused(() => judge("Encrypt", { KeyId: ALIAS_NAME }), "AccessDeniedException", /kms:Encrypt/);
    refused(() => judge("DescribeKey", { KeyId: ALIAS_NAME, ...context }), "AccessDeniedException", /kms:DescribeKey/);
    const admins = allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::111122223333:root" } });
    const denied = { ...allow("kms:Decrypt", "*", { Principal: { AWS: roleArn } }), Effect: "Deny" };
    account.change(key, { policy: policy(admins, denied) });
    refused(() => judge("Decrypt", { CiphertextBlob: blob, ...context }), "AccessDeniedException", /resource-based/);
  });
});

describe("the secret behind the embedded KMS", () => {
  it("is made once, lies in a file for the user alone, and gives each key its own", async () => {
    await withTemporaryFolder("kms", async (folder) => {
      const file = `${folder}/kms/root.key`;
      const first = await RootKey.open(file);
      const again = await RootKey.open(file);
      assert.deepEqual(first.materialOf("a"), again.materialOf("a"));
      assert.notDeepEqual(first.materialOf("a"), first.materialOf("b"));
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.equal((await readFile(file)).length, 32);
      await writeFile(file, "short");
      await assert.rejects(RootKey.open(file), /holds no key of KMS.*rehearse -- reset/);
    });
  });
});

function flipped(blob: Buffer, at: number): Buffer {
  const changed = Buffer.from(blob);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
