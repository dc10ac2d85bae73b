import assert from "node:assert/strict";
import type { PendingCreate } from "@tidegate/engine/pending";
import { accountIn, foundOption, settled, soughtFor } from "../../../cli/foundation/pending.ts";

const ACCOUNT = "111122223333";
const NOBODY = { found: new Map<string, string>(), anew: false };

function create(type: string, inputs: Readonly<Record<string, unknown>>, name = "one"): PendingCreate {
  const urn = `urn:pulumi:dev::foundation::foundation:index:Foundation$${type}::${name}`;
  return { urn, type, inputs, resource: { urn, type, inputs, custom: true } };
}

const KEY = create("aws:kms/key:Key", {}, "states-key");
const BUCKET = create("aws:s3/bucket:Bucket", { bucket: "states" }, "states-bucket");

describe("creates that an interrupted run left behind", () => {
  const known: readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>, id: string])[] = [
    ["aws:iam/policy:Policy", { name: "a-boundary" }, `arn:aws:iam::${ACCOUNT}:policy/a-boundary`],
    ["aws:iam/role:Role", { name: "a-dev-deploy" }, "a-dev-deploy"],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      { url: "https://token.actions.githubusercontent.com" },
      `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    ],
    ["aws:s3/bucket:Bucket", { bucket: "states" }, "states"],
    ["aws:kms/alias:Alias", { name: "alias/states" }, "alias/states"],
    ["aws:budgets/budget:Budget", { name: "foundation-dev" }, `${ACCOUNT}:foundation-dev`],
    ["github:index/actionsVariable:ActionsVariable", { repository: "r", variableName: "V" }, "r:V"],
    ["oci:ObjectStorage/bucket:Bucket", { namespace: "n1", name: "states" }, "n/n1/b/states"],
    ["pulumiservice:index:Stack", { organizationName: "o", projectName: "p", stackName: "dev" }, "o/p/dev"],
  ];
  for (const [type, inputs, id] of known) {
    it(`finds ${type} by its inputs`, () => {
      const { found, open } = soughtFor([create(type, inputs)], ACCOUNT, NOBODY);
      assert.deepEqual([found.map((one) => one.id), open], [[id], []]);
    });

    it(`asks for ${type} where an input isn't known`, () => {
      const [first = ""] = Object.keys(inputs);
      const cut = create(type, { ...inputs, [first]: undefined });
      assert.deepEqual(soughtFor([cut], ACCOUNT, NOBODY), { found: [], open: [cut], strangers: [] });
    });
  }

  it("asks for what is named by the account where no state tells the account", () => {
    const policy = create("aws:iam/policy:Policy", { name: "a-boundary" });
    assert.deepEqual(soughtFor([policy], undefined, NOBODY).open, [policy]);
    assert.equal(soughtFor([BUCKET], undefined, NOBODY).found.length, 1);
  });

  it("asks for what the cloud gives an id, until somebody says it", () => {
    assert.deepEqual(soughtFor([KEY], ACCOUNT, NOBODY).open, [KEY]);
    const found = new Map([["Key states-key", "1234"]]);
    assert.deepEqual(soughtFor([KEY], ACCOUNT, { found, anew: false }), {
      found: [{ create: KEY, id: "1234" }],
      open: [],
      strangers: [],
    });
    assert.deepEqual(soughtFor([KEY], ACCOUNT, { ...NOBODY, anew: true }), { found: [], open: [], strangers: [] });
  });

  it("makes again, unasked, what is set rather than made", () => {
    const attached = create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {});
    assert.deepEqual(soughtFor([attached], ACCOUNT, NOBODY), { found: [], open: [], strangers: [] });
  });

  it("tells of a name that no create has", () => {
    const found = new Map([["Key other", "1234"]]);
    assert.deepEqual(soughtFor([KEY], ACCOUNT, { found, anew: true }).strangers, ["Key other"]);
  });

  it("leave a state with nothing pending, and with what was found", () => {
    const exported = {
      version: 3,
      deployment: { resources: [], pending_operations: [{ type: "creating", resource: BUCKET.resource }] },
    };
    const outputs = BUCKET.inputs;
    assert.deepEqual(settled(exported, soughtFor([BUCKET], ACCOUNT, NOBODY)), {
      version: 3,
      deployment: { resources: [{ ...BUCKET.resource, id: "states", outputs }] },
    });
  });
});

describe("what a person says of them", () => {
  it("is a type, a name and an id, which may have an equals sign", () => {
    const first = foundOption("Key states-key=12=34");
    assert.deepEqual(
      [...foundOption("Vault v=ocid1.vault.oc1..a", first)],
      [
        ["Key states-key", "12=34"],
        ["Vault v", "ocid1.vault.oc1..a"],
      ],
    );
  });
  for (const wrong of ["states-key=1234", "Key states-key", "Key states-key=", ""]) {
    it(`is refused as "${wrong}"`, () => assert.throws(() => foundOption(wrong), /give "<type> <name>=<id>"/));
  }
});

describe("the account of a state", () => {
  it("is what its ARNs name", () => {
    assert.equal(accountIn({ a: [{ arn: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1` }] }), ACCOUNT);
    assert.equal(accountIn({ a: "arn:aws:s3:::states" }), undefined);
  });
});
