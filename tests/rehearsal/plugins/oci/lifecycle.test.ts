/** Create, read, update and delete through the provider, against a real HTTP server that plays OCI. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OciProvider } from "../../../../rehearsal/plugins/oci/provider.ts";
import { InitFailedError } from "../../../../rehearsal/plugins/protocol/provider.ts";
import { isUnknown, makeSecret, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { FakeOci, type Received, type Reply } from "./fake-oci.ts";
import { writeConfig } from "./api-key.ts";
import { testFacts } from "./facts.ts";

const VCN = "oci:Core/vcn:Vcn";
const SECRET = "oci:Vault/secret:Secret";
const VCN_INPUTS: Properties = { compartmentId: "c", cidrBlocks: ["10.1.0.0/16", "10.0.0.0/16"], displayName: "v" };

describe("a resource's life in the stand-in oci provider", function () {
  this.timeout(30_000);
  let oci: FakeOci;
  let provider: OciProvider;
  let folder: string;
  let items: Map<string, Properties>;
  /** Overrides the answer to a request. */
  let disturb: (request: Received) => Reply | undefined;

  beforeEach(async () => {
    oci = await new FakeOci().start();
    folder = mkdtempSync(join(tmpdir(), "tidegate-oci-"));
    items = new Map();
    disturb = () => undefined;
    oci.answers((request) => disturb(request) ?? collection(items, request));
    const env = { TIDEGATE_OCI_ENDPOINT: oci.endpoint, OCI_CONFIG_FILE: writeConfig(folder) };
    provider = new OciProvider({ version: "4.20.0", facts: await testFacts(), env });
  });
  afterEach(async () => {
    await oci.stop();
    rmSync(folder, { recursive: true });
  });

  const createVcn = (inputs = VCN_INPUTS) => provider.create({ type: VCN, inputs, preview: false });

  it("signs requests with the key of the configuration file", async () => {
    await createVcn();
    const authorization = String(oci.sent("POST")[0]?.headers.authorization);
    assert.match(authorization, /^Signature version="1",keyId="ocid1\.tenancy\.\.t\/ocid1\.user\.\.u\/aa:bb"/);
    assert.match(
      authorization,
      /headers="x-date \(request-target\) host content-type content-length x-content-sha256"/i,
    );
  });

  it("waits for the state, and gives the outputs as read back, the program's order of a set kept", async () => {
    const { id, outputs } = await createVcn();
    assert.equal(id, "vcn1");
    assert.equal(outputs["state"], "AVAILABLE");
    assert.equal(outputs["defaultRouteTableId"], "rt-of-vcn1");
    assert.deepEqual(outputs["cidrBlocks"], ["10.1.0.0/16", "10.0.0.0/16"]);
    assert.deepEqual(outputs["definedTags"], { "Oracle-Tags.CreatedBy": "me" });
  });

  it("has every output that is always there, even where OCI leaves it out", async () => {
    const { outputs } = await createVcn();
    const declared = (await testFacts()).resources[VCN]?.outputs ?? {};
    const missing = Object.keys(declared).filter((name) => declared[name]?.required === true && !(name in outputs));
    assert.deepEqual(missing, []);
  });

  it("keeps the id of what was made and then failed", async () => {
    disturb = ({ method, path }) => {
      const failed = { id: "vcn1", lifecycleState: "FAILED", displayName: "v" };
      return method === "GET" && path.endsWith("/vcn1") ? { body: failed } : undefined;
    };
    await assert.rejects(createVcn(), (error: unknown) => {
      assert.ok(error instanceof InitFailedError);
      assert.equal(error.id, "vcn1");
      assert.match(error.message, /Vcn vcn1 to be AVAILABLE/);
      assert.deepEqual(error.inputs, VCN_INPUTS);
      return true;
    });
  });

  it("keeps no id of what was made, failed and is gone again", async () => {
    disturb = ({ method, path }) => {
      const gone = { id: "vcn1", lifecycleState: "TERMINATED", displayName: "v" };
      return method === "GET" && path.endsWith("/vcn1") ? { body: gone } : undefined;
    };
    await assert.rejects(createVcn(), (error: unknown) => {
      assert.ok(error instanceof Error && !(error instanceof InitFailedError));
      assert.match(error.message, /Vcn vcn1 to be AVAILABLE, and it is gone/);
      return true;
    });
  });

  it("waits, on an update, for what the last run left unfinished", async () => {
    const vcn = (lifecycleState: string): Properties => ({ id: "vcn1", lifecycleState, displayName: "v" });
    let looks = 0;
    disturb = ({ method }) =>
      method === "GET" ? { body: vcn(looks++ < 4 ? "PROVISIONING" : "AVAILABLE") } : undefined;
    const request = {
      type: VCN,
      id: "vcn1",
      inputs: VCN_INPUTS,
      oldInputs: VCN_INPUTS,
      oldOutputs: {},
      preview: false,
    };
    assert.equal((await provider.update(request))["state"], "AVAILABLE");
  });

  it("keeps no id of what OCI refused", async () => {
    disturb = ({ method }) =>
      method === "POST" ? { status: 400, body: { code: "InvalidParameter", message: "no" } } : undefined;
    await assert.rejects(
      createVcn(),
      (error: unknown) => error instanceof Error && !(error instanceof InitFailedError),
    );
  });

  it("reads nothing where it is gone or on its last way", async () => {
    assert.equal(await provider.read({ type: VCN, id: "vcn9", inputs: VCN_INPUTS }), undefined);
    items.set("secret1", { id: "secret1", lifecycleState: "PENDING_DELETION" });
    assert.equal(await provider.read({ type: SECRET, id: "secret1", inputs: {} }), undefined);
  });

  it("reads the same back: no drift in inputs or outputs", async () => {
    const { id, outputs } = await createVcn();
    assert.deepEqual(await provider.read({ type: VCN, id, inputs: VCN_INPUTS }), { id, inputs: VCN_INPUTS, outputs });
  });

  it("shows drift in the inputs that the program gave", async () => {
    const { id } = await createVcn();
    items.set(id, { ...items.get(id), displayName: "changed by hand" });
    const found = await provider.read({ type: VCN, id, inputs: VCN_INPUTS });
    assert.deepEqual(found?.inputs, { ...VCN_INPUTS, displayName: "changed by hand" });
  });

  it("imports by the id alone", async () => {
    await createVcn();
    const found = await provider.read({ type: VCN, id: "vcn1", inputs: {} });
    const failures = await provider.check(VCN, found?.inputs ?? {});
    assert.deepEqual(failures, []);
    assert.equal(found?.inputs["displayName"], "v");
  });

  it("sends what changed and nothing else", async () => {
    const { id, outputs } = await createVcn();
    const inputs = { ...VCN_INPUTS, displayName: "w" };
    const request = { type: VCN, id, inputs, oldInputs: VCN_INPUTS, oldOutputs: outputs, preview: false };
    const updated = await provider.update(request);
    assert.deepEqual(
      oci.sent("PUT").map(({ body }) => body),
      [{ displayName: "w" }],
    );
    assert.equal(updated["displayName"], "w");
  });

  it("moves to another compartment by the action for it", async () => {
    const { id, outputs } = await createVcn();
    const inputs = { ...VCN_INPUTS, compartmentId: "d" };
    await provider.update({ type: VCN, id, inputs, oldInputs: VCN_INPUTS, oldOutputs: outputs, preview: false });
    const moves = oci.sent("POST").filter(({ path }) => path.endsWith("/actions/changeCompartment"));
    assert.deepEqual(
      moves.map(({ body }) => body),
      [{ compartmentId: "d" }],
    );
    assert.deepEqual(oci.sent("PUT"), []);
  });

  it("refuses a change that it can't make, instead of dropping it", async () => {
    const { id, outputs } = await createVcn();
    const inputs = { ...VCN_INPUTS, isIpv6enabled: true };
    const request = { type: VCN, id, inputs, oldInputs: VCN_INPUTS, oldOutputs: outputs, preview: false };
    await assert.rejects(provider.update(request), /can't update a Vcn with `isIpv6enabled`/);
  });

  it("deletes, waits until it is gone, and takes one that is gone already for deleted", async () => {
    const { id, outputs } = await createVcn();
    const request = { type: VCN, id, inputs: VCN_INPUTS, outputs };
    await provider.remove(request);
    assert.equal(items.size, 0);
    await provider.remove(request);
  });

  it("says what OCI said when it refuses to delete", async () => {
    const { id, outputs } = await createVcn();
    const refusal = { code: "Conflict", message: "The VCN has subnets" };
    disturb = ({ method }) => (method === "DELETE" ? { status: 409, body: refusal } : undefined);
    await assert.rejects(
      provider.remove({ type: VCN, id, inputs: VCN_INPUTS, outputs }),
      /409-Conflict, The VCN has subnets/,
    );
  });

  it("never reads a secret's content back, and sends it again only when the program changes it", async () => {
    const content = (text: string): Properties => ({ content: text, contentType: "BASE64" });
    const inputs = {
      compartmentId: "c",
      keyId: "k",
      vaultId: "v",
      secretName: "s",
      secretContent: makeSecret(content("Q0hBTkdFTUU=")),
    };
    const { id, outputs } = await provider.create({ type: SECRET, inputs, preview: false });
    assert.deepEqual(outputs["secretContent"], makeSecret(content("Q0hBTkdFTUU=")));
    items.set(id, { ...items.get(id), secretContent: content("cmVhbA=="), currentVersionNumber: 2 });
    const found = await provider.read({ type: SECRET, id, inputs });
    assert.doesNotMatch(JSON.stringify(found), /cmVhbA/);
    const tagged = { ...inputs, freeformTags: { a: "b" } };
    await provider.update({ type: SECRET, id, inputs: tagged, oldInputs: inputs, oldOutputs: outputs, preview: false });
    assert.deepEqual(
      oci.sent("PUT").map(({ body }) => body),
      [{ freeformTags: { a: "b" } }],
    );
  });

  it("previews a create without OCI: the program's values, and unknowns for OCI's", async () => {
    const offline = new OciProvider({ version: "4.20.0", facts: await testFacts(), env: {} });
    const { id, outputs } = await offline.create({ type: VCN, inputs: VCN_INPUTS, preview: true });
    assert.equal(id, "");
    assert.equal(outputs["displayName"], "v");
    assert.ok(isUnknown(outputs["defaultRouteTableId"]));
    await assert.rejects(
      offline.create({ type: VCN, inputs: VCN_INPUTS, preview: false }),
      /TIDEGATE_OCI_ENDPOINT is not set/,
    );
  });

  it("names the nearest type when it is asked for one that it doesn't know", async () => {
    await assert.rejects(provider.check("oci:Core/vcnn:Vcnn", {}), /nearest it knows is `oci:Core\/vcn:Vcn`/);
  });
});

/** Things that can be made, found, changed and deleted; new ones take two looks to be ready. */
function collection(items: Map<string, Properties>, { method, path, body }: Received): Reply {
  const [, , kind = "", id = "", , action] = path.split("/");
  const item = items.get(id);
  if (method === "POST" && id === "") {
    const made = `${kind.slice(0, -1)}${items.size + 1}`;
    const { secretContent: _, ...rest } = body;
    const cidrBlocks = Array.isArray(body["cidrBlocks"]) ? [...body["cidrBlocks"]].sort() : [];
    const given = { definedTags: { "Oracle-Tags": { CreatedBy: "me" } }, defaultRouteTableId: `rt-of-${made}` };
    items.set(made, { ...rest, ...given, cidrBlocks, id: made, lifecycleState: "PROVISIONING" });
    return { body: items.get(made) };
  }
  if (item === undefined) return { status: 404, body: { code: "NotAuthorizedOrNotFound", message: "not found" } };
  if (method === "DELETE") items.delete(id);
  if (method === "PUT" || action === "changeCompartment") items.set(id, { ...item, ...body });
  if (method === "GET" && item["lifecycleState"] === "PROVISIONING") {
    items.set(id, { ...item, lifecycleState: kind === "vcns" ? "AVAILABLE" : "ACTIVE" });
    return { body: item };
  }
  return { body: items.get(id) };
}
