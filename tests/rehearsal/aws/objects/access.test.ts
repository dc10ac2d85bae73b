import assert from "node:assert/strict";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { permit } from "../../../../rehearsal/aws/objects/access.ts";
import type { Wish } from "../../../../rehearsal/aws/objects/access.ts";
import { AwsError } from "../../../../rehearsal/aws/errors.ts";
import { KEY } from "../../../../rehearsal/aws/services/kms/key.ts";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { Session } from "../../../../rehearsal/aws/trust/sessions.ts";
import { Sessions } from "../../../../rehearsal/aws/trust/sessions.ts";
import { Account } from "../account.ts";
import { allow, arnOf, policy } from "../policies.ts";

const OWN = "arn:aws:s3:::state/web/*";
const ROLE = "arn:aws:iam::111122223333:role/deploy";
const deny = (action: string, resource: string, more: Properties): Properties => ({
  ...allow(action, resource, more),
  Effect: "Deny",
});
const TRUST = policy({
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
});

describe("who may reach objects of the embedded S3", () => {
  let account: Account;
  let session: Session;
  beforeEach(() => {
    account = new Account();
    account.make(BUCKET, { bucket: "state" });
    account.make("aws:iam/role:Role", { name: "deploy", assumeRolePolicy: TRUST });
    session = new Sessions().open({ roleArn: ROLE, roleId: "AROA", name: "run", expiresAt: Infinity, context: {} });
  });

  const may = (...statements: Properties[]) =>
    account.make("aws:iam/rolePolicy:RolePolicy", { name: "own", role: "deploy", policy: policy(...statements) });
  const bucketPolicy = (...statements: Properties[]) =>
    account.make("aws:s3/bucketPolicy:BucketPolicy", { bucket: "state", policy: policy(...statements) });

  /** What is said where it may not pass; empty where it may. */
  function judged(wish: Wish, who: Session | "user" = session): string {
    try {
      permit(who === "user" ? undefined : who, wish, account.cloud);
      return "";
    } catch (error) {
      assert.ok(error instanceof AwsError, String(error));
      return `${error.code}: ${error.message}`;
    }
  }
  const get = (key: string): Wish => ({ action: "s3:GetObject", place: { bucket: "state", key } });
  const put = (key: string): Wish => ({ action: "s3:PutObject", place: { bucket: "state", key } });
  const list = (prefix: string): Wish => ({
    action: "s3:ListBucket",
    place: { bucket: "state" },
    context: { "s3:prefix": prefix },
  });

  it("a role's session, where its policies let it, and nowhere else", () => {
    may(
      allow(["s3:GetObject"], OWN),
      allow("s3:ListBucket", "arn:aws:s3:::state", { Condition: { StringLike: { "s3:prefix": "web/*" } } }),
    );
    assert.equal(judged(get("web/a")), "");
    assert.match(judged(get("pay/a")), /^AccessDenied\w*: User: arn:aws:sts::111122223333:assumed-role\/deploy\/run /);
    assert.match(judged(put("web/a")), /s3:PutObject on resource: arn:aws:s3:::state\/web\/a/);
    assert.equal(judged(list("web/b")), "");
    assert.match(judged(list("")), /AccessDenied/);
  });

  it("the rehearsal's user, everywhere but where the bucket's policy denies it", () => {
    assert.equal(judged(get("a"), "user"), "");
    bucketPolicy(deny("s3:PutObject", "arn:aws:s3:::state/locked/*", { Principal: "*" }));
    assert.equal(judged(put("a"), "user"), "");
    assert.match(judged(put("locked/a"), "user"), /AccessDenied.*explicit deny in a resource-based policy/);
  });

  it("over this door, which counts as secure, a policy that asks for TLS lets everybody through", () => {
    may(allow("s3:*", "*"));
    const Condition = { Bool: { "aws:SecureTransport": "false" } };
    bucketPolicy(deny("s3:*", "arn:aws:s3:::state/*", { Principal: "*", Condition }));
    assert.equal(judged(get("a")), "");
    assert.equal(judged(get("a"), "user"), "");
  });

  it("who may use the key that the bucket encrypts by", () => {
    may(allow("s3:*", "*"));
    const key = account.make(KEY, {});
    const encrypted = { sseAlgorithm: "aws:kms", kmsMasterKeyId: arnOf(key) };
    account.make("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", {
      bucket: "state",
      rules: [{ applyServerSideEncryptionByDefault: encrypted }],
    });
    assert.match(judged(put("a")), /AccessDenied.*kms:GenerateDataKey/);
    assert.match(judged(get("a")), /AccessDenied.*kms:Decrypt/);
    const ViaService = { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } };
    account.make("aws:iam/rolePolicy:RolePolicy", {
      name: "key",
      role: "deploy",
      policy: policy(allow(["kms:Decrypt", "kms:GenerateDataKey"], arnOf(key), { Condition: ViaService })),
    });
    assert.deepEqual([judged(put("a")), judged(get("a"))], ["", ""]);
    account.change(key, { isEnabled: false });
    assert.match(judged(put("a")), /^KMS\.DisabledException: /);
    account.remove(key);
    assert.match(judged(get("a"), "user"), /^KMS\.KMSInvalidStateException: .* is pending deletion/);
  });
});
