/** Which keys a first preview may speak of, before any of them has an id. */
import assert from "node:assert/strict";
import { UNKNOWN } from "@tidegate/policy";
import type { Bag, JudgedResource } from "@tidegate/policy";
import { keysProtected } from "../../../policy/hardened/policies/data/keys-protected.ts";

function resource(type: string, name: string, props: Bag): JudgedResource {
  const urn = `urn:pulumi:prod::project::${type}::${name}`;
  return { type, name, urn, props, protect: false, additionalSecretOutputs: [] };
}

const found = async (...resources: JudgedResource[]) =>
  (await keysProtected.judge(resources, {})).map(({ urn }) => urn?.split("::").at(-1));

describe("keys-protected before anything is made", () => {
  const key = resource("aws:kms/key:Key", "alarms-key", { arn: UNKNOWN, keyId: UNKNOWN });

  for (const [type, props] of [
    ["aws:rds/instance:Instance", { kmsKeyId: UNKNOWN }],
    ["aws:dynamodb/table:Table", { serverSideEncryption: { enabled: true, kmsKeyArn: UNKNOWN } }],
  ] as const) {
    it(`takes a key that ${type} doesn't know yet for none of the stack's: it may be AWS's own`, async () => {
      assert.deepEqual(await found(key, resource(type, "data", props)), []);
    });
  }

  it("speaks of a key of AWS that data names", async () => {
    const arn = "arn:aws:kms:eu-central-1:111122223333:key/1";
    const known = resource("aws:kms/key:Key", "data-key", { arn });
    assert.deepEqual(await found(known, resource("aws:rds/instance:Instance", "data", { kmsKeyId: arn })), [
      "data-key",
    ]);
  });

  it("speaks of the one key of OCI that a secret can but be encrypted with", async () => {
    const ocis = resource("oci:Kms/key:Key", "vault-key", { id: UNKNOWN });
    const secret = resource("oci:Vault/secret:Secret", "app-env", {
      keyId: UNKNOWN,
      vaultId: "ocid1.vault.oc1..other",
    });
    assert.deepEqual(await found(ocis, secret), ["vault-key"]);
  });
});
