/** Users, groups and trusts of an identity domain by the stand-in, against the embedded domain. */
import assert from "node:assert/strict";
import { DOMAIN_URL } from "../../../../rehearsal/oci/tenancy.ts";
import { OciProvider } from "../../../../rehearsal/plugins/oci/provider.ts";
import { textOf, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { openWorld, type TestWorld } from "../../oci/world.ts";
import { testFacts } from "./facts.ts";

const USER = "oci:Identity/domainsUser:DomainsUser";
const GROUP = "oci:Identity/domainsGroup:DomainsGroup";
const TRUST = "oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust";
const IDCS = "urn:ietf:params:scim:schemas:oracle:idcs";
const SCIM = "urn:ietf:params:scim:schemas:core:2.0";
const EXTENSION = "urnietfparamsscimschemasoracleidcsextensionuserUser";
const idcsEndpoint = DOMAIN_URL;

const user = (userName: string): Properties => ({
  idcsEndpoint,
  schemas: [`${SCIM}:User`, `${IDCS}:extension:user:User`],
  userName,
  active: true,
  [EXTENSION]: { serviceUser: true },
});
const group = (displayName: string, ids: readonly string[], attributeSets = ["all"]): Properties => ({
  idcsEndpoint,
  schemas: [`${SCIM}:Group`],
  displayName,
  members: ids.map((value) => ({ type: "User", value })),
  attributeSets,
});
const trust = (rules: readonly (readonly [rule: string, user: string])[]): Properties => ({
  idcsEndpoint,
  schemas: [`${IDCS}:IdentityPropagationTrust`],
  name: "github",
  type: "JWT",
  active: true,
  issuer: "https://token.actions.example",
  publicKeyEndpoint: "https://token.actions.example/jwks",
  oauthClients: ["pipelines"],
  clientClaimName: "aud",
  clientClaimValues: ["one", "two"],
  allowImpersonation: true,
  impersonationServiceUsers: rules.map(([rule, value]) => ({ rule, value })),
  attributeSets: ["all"],
});

describe("an identity domain's resources in the stand-in oci provider", function () {
  this.timeout(30_000);
  let world: TestWorld;
  let provider: OciProvider;

  beforeEach(async () => {
    world = await openWorld();
    const env = { TIDEGATE_OCI_ENDPOINT: world.endpoint, OCI_CONFIG_FILE: await world.configFile() };
    provider = new OciProvider({ version: "4.20.0", facts: await testFacts(), env });
  });
  afterEach(() => world.close());

  const create = (type: string, inputs: Properties) => provider.create({ type, inputs, preview: false });
  const update = (type: string, id: string, oldInputs: Properties, inputs: Properties) =>
    provider.update({ type, id, inputs, oldInputs, oldOutputs: {}, preview: false });
  /** What a refresh would call drift. */
  const drift = async (type: string, id: string, inputs: Properties) => {
    const found = await provider.read({ type, id, inputs });
    assert.ok(found !== undefined);
    return provider.diff(type, inputs, found.inputs);
  };

  it("are made, read without drift, and go", async () => {
    const one = await create(USER, user("one"));
    assert.match(one.id, /^[0-9a-f]{32}$/);
    assert.match(textOf(one.outputs["ocid"]), /^ocid1\.user\./);
    const made: [type: string, id: string, inputs: Properties][] = [[USER, one.id, user("one")]];
    for (const [type, inputs] of [
      [GROUP, group("ones", [one.id])],
      [TRUST, trust([['sub eq "a"', one.id]])],
    ] as const) {
      made.unshift([type, (await create(type, inputs)).id, inputs]);
    }
    for (const [type, id, inputs] of made) {
      assert.deepEqual(await drift(type, id, inputs), [], type);
    }
    for (const [type, id, inputs] of made) {
      await provider.remove({ type, id, inputs, outputs: {} });
      assert.equal(await provider.read({ type, id, inputs }), undefined, type);
      // Somebody else may have been faster.
      await provider.remove({ type, id, inputs, outputs: {} });
    }
  });

  it("change as a whole: what isn't given any more is gone", async () => {
    const { id: one } = await create(USER, user("one"));
    const { id: two } = await create(USER, user("two"));
    const before = { ...trust([['sub eq "a"', one]]), description: "first" };
    const { id } = await create(TRUST, before);
    const after = trust([
      ['sub eq "a"', one],
      ['sub eq "b"', two],
    ]);
    const outputs = await update(TRUST, id, before, after);
    assert.deepEqual(outputs["impersonationServiceUsers"], [
      { rule: 'sub eq "a"', value: one, ocid: "", ref: "" },
      { rule: 'sub eq "b"', value: two, ocid: "", ref: "" },
    ]);
    assert.equal(outputs["description"], "");
    assert.deepEqual(await drift(TRUST, id, after), []);
  });

  it("don't mind the order of what has none", async () => {
    const ids = [await create(USER, user("one")), await create(USER, user("two"))].map(({ id }) => id);
    const { id } = await create(GROUP, group("both", ids));
    assert.deepEqual(await drift(GROUP, id, group("both", ids.toReversed())), []);
  });

  it("show as drift what somebody changed in the domain", async () => {
    const { id: one } = await create(USER, user("one"));
    const inputs = group("ones", [one]);
    const { id } = await create(GROUP, inputs);
    await world.send("DELETE", `/admin/v1/Users/${one}`);
    assert.deepEqual(
      (await drift(GROUP, id, inputs)).map(({ path }) => path),
      ["members[0]"],
    );
  });

  it("lose their members at each refresh where attributeSets doesn't ask for them, as in OCI", async () => {
    const { id: one } = await create(USER, user("one"));
    const inputs = group("ones", [one], []);
    const { id } = await create(GROUP, inputs);
    assert.deepEqual(
      (await drift(GROUP, id, inputs)).map(({ path }) => path),
      ["members[0]"],
    );
    const named = { ...inputs, attributes: "members" };
    assert.deepEqual(await drift(GROUP, id, named), []);
  });

  it("are replaced by another domain's, and a trust by a new name", async () => {
    const elsewhere = { ...user("one"), idcsEndpoint: "https://idcs-0.identity.oraclecloud.com:443" };
    assert.deepEqual(
      (await provider.diff(USER, user("one"), elsewhere)).map(({ replace }) => replace),
      [true],
    );
    assert.deepEqual(
      (await provider.diff(TRUST, trust([]), { ...trust([]), name: "other" })).map(({ replace }) => replace),
      [true],
    );
    assert.deepEqual(
      (await provider.diff(USER, user("one"), user("two"))).map(({ replace }) => replace),
      [false],
    );
  });

  for (const [how, written] of [
    ["as it is", idcsEndpoint],
    ["escaped", encodeURIComponent(idcsEndpoint)],
    ["with the emulator's own address", ""],
  ] as const) {
    it(`are imported by an id that holds the domain, ${how}`, async () => {
      const { id } = await create(USER, user("one"));
      const found = await provider.read({
        type: USER,
        id: `idcsEndpoint/${written || world.endpoint}/users/${id}`,
        inputs: {},
      });
      assert.equal(found?.id, id);
      assert.equal(found.inputs["userName"], "one");
      assert.equal(found.inputs["idcsEndpoint"], written === "" ? world.endpoint : idcsEndpoint);
    });
  }

  /** What is changed in a right user, and what the error says. */
  const refused: readonly (readonly [what: string, change: Properties, message: RegExp])[] = [
    ["a domain that isn't there", { idcsEndpoint: "https://idcs-0.identity.oraclecloud.com" }, /no such host.*has one/],
    ["a domain that is no URL", { idcsEndpoint: "Default" }, /no such host: `Default`/],
    ["an extension that schemas leaves out", { schemas: [`${SCIM}:User`] }, /extensionuserUser.*`schemas`/],
    ["a credential of its own", { authorization: "mine" }, /can't send `authorization` for a User/],
    ["what the domain refuses", { userName: "" }, /400-BadRequest, User\.userName must be.*\n.*CreateUser/],
  ];
  for (const [what, change, message] of refused) {
    it(`refuse ${what}`, async () => {
      await assert.rejects(create(USER, { ...user("one"), ...change }), message);
    });
  }

  it("refuse a name that is taken, with what the domain says", async () => {
    await create(USER, user("one"));
    await assert.rejects(create(USER, user("ONE")), /409-Conflict, User [0-9a-f]{32} has the same one already/);
  });
});
