import assert from "node:assert/strict";
import { ALIAS, KEY } from "../../../../rehearsal/aws/services/kms/key.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, policy } from "../policies.ts";
import { caught, refused } from "../refused.ts";

describe("keys of the embedded KMS", () => {
  const root = { Principal: { AWS: "arn:aws:iam::111122223333:root" } };

  it("have ids and ARNs, and are found by alias", () => {
    const account = new Account();
    const key = account.make(KEY, { description: "data" });
    assert.match(key.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(key.outputs["arn"], `arn:aws:kms:eu-central-1:111122223333:key/${key.id}`);
    const alias = account.make(ALIAS, { name: "alias/data", targetKeyId: key.id });
    assert.equal(alias.outputs["targetKeyArn"], key.outputs["arn"]);
    assert.equal(account.ask("aws:kms/getKey:getKey", { keyId: "alias/data" })?.["id"], key.id);
    const other = account.make(KEY, {});
    account.change(alias, { name: "alias/data", targetKeyId: other.id });
    assert.equal(account.ask("aws:kms/getAlias:getAlias", { name: "alias/data" })?.["targetKeyId"], other.id);
  });

  it("refuse what would lock everybody out, and what isn't there", () => {
    const account = new Account();
    account.make(KEY, { policy: policy(allow("kms:*", "*", root)) });
    const locked = policy(allow("kms:Decrypt", "*", root));
    refused(() => account.make(KEY, { policy: locked }), "MalformedPolicyDocumentException", /in the future/);
    account.make(KEY, { policy: locked, bypassPolicyLockoutSafetyCheck: true });
    refused(
      () => account.make(KEY, { policy: policy(allow("kms:*", "*")) }),
      "MalformedPolicyDocumentException",
      /Principal/,
    );
    refused(
      () => account.make(ALIAS, { name: "alias/a", targetKeyId: "no" }),
      "NotFoundException",
      /key\/no' does not exist/,
    );
    account.make(ALIAS, { name: "alias/a", targetKeyId: account.make(KEY, {}).id });
    refused(() => account.make(ALIAS, { name: "alias/a", targetKeyId: "no" }), "AlreadyExistsException", /alias\/a/);
    const ask = (name: string, args: Properties) => account.ask(`aws:kms/${name}:${name}`, args);
    refused(() => ask("getKey", { keyId: "alias/aws/s3" }), "NotFoundException", /AWS manages/);
    refused(() => ask("getAlias", { name: "alias/no" }), "NotFoundException", /alias\/no is not found/);
    caught(KEY, { deletionWindowInDays: 3 }, "deletionWindowInDays", /7 - 30/);
    caught(KEY, { keyUsage: "ENCRYPT" }, "keyUsage", /ENCRYPT_DECRYPT/);
  });
});
