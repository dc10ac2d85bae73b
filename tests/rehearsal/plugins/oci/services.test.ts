/** Where services differ from the usual pattern: work requests, parts of others, rules with short ids. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OciProvider } from "../../../../rehearsal/plugins/oci/provider.ts";
import { InitFailedError } from "../../../../rehearsal/plugins/protocol/provider.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { writeConfig } from "./api-key.ts";
import { FakeOci, type Received, type Reply } from "./fake-oci.ts";
import { testFacts } from "./facts.ts";

const BALANCER = "oci:LoadBalancer/loadBalancer:LoadBalancer";
const BACKEND_SET = "oci:LoadBalancer/backendSet:BackendSet";
const LISTENER = "oci:LoadBalancer/listener:Listener";
const LOG_GROUP = "oci:Logging/logGroup:LogGroup";
const RULE = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";
const SECURITY_LIST = "oci:Core/securityList:SecurityList";
const ROUTE_TABLE = "oci:Core/routeTable:RouteTable";
const INSTANCE = "oci:Core/instance:Instance";

describe("services of their own ways in the stand-in oci provider", function () {
  this.timeout(30_000);
  let oci: FakeOci;
  let provider: OciProvider;
  let folder: string;

  beforeEach(async () => {
    oci = await new FakeOci().start();
    folder = mkdtempSync(join(tmpdir(), "tidegate-oci-"));
    const env = { TIDEGATE_OCI_ENDPOINT: oci.endpoint, OCI_CONFIG_FILE: writeConfig(folder) };
    provider = new OciProvider({ version: "4.20.0", facts: await testFacts(), env });
  });
  afterEach(async () => {
    await oci.stop();
    rmSync(folder, { recursive: true });
  });

  /** Answers by `METHOD path`; the longest key that the request begins with. */
  const answering = (replies: Readonly<Record<string, Reply | ((request: Received) => Reply)>>): void => {
    oci.answers((request) => {
      const asked = `${request.method} ${request.path}`;
      const key = Object.keys(replies)
        .filter((start) => asked.startsWith(start))
        .sort()
        .at(-1);
      const reply = key === undefined ? { status: 404, body: { code: "NotFound", message: asked } } : replies[key]!;
      return typeof reply === "function" ? reply(request) : reply;
    });
  };
  const accepted: Reply = { status: 204, headers: { "opc-work-request-id": "wr" } };
  const balancerInputs = { compartmentId: "c", displayName: "lb", shape: "flexible", subnetIds: ["s"] };

  it("takes a load balancer's id from its work request", async () => {
    const states = ["ACCEPTED", "IN_PROGRESS", "SUCCEEDED"];
    const addresses = [{ ipAddress: "203.0.113.7", isPublic: true }];
    answering({
      "POST /20170115/loadBalancers": accepted,
      "GET /20170115/loadBalancerWorkRequests/wr": () => ({
        body: { lifecycleState: states.length > 1 ? states.shift() : states[0], loadBalancerId: "lb1" },
      }),
      "GET /20170115/loadBalancers/lb1": {
        body: { id: "lb1", lifecycleState: "ACTIVE", shapeName: "flexible", ipAddresses: addresses },
      },
    });
    const { id, outputs } = await provider.create({ type: BALANCER, inputs: balancerInputs, preview: false });
    assert.equal(id, "lb1");
    assert.equal(oci.sent("POST")[0]?.body["shapeName"], "flexible");
    assert.equal(outputs["shape"], "flexible");
    assert.deepEqual(outputs["ipAddresses"], ["203.0.113.7"]);
    assert.deepEqual(outputs["ipAddressDetails"], [{ ipAddress: "203.0.113.7", isPublic: true, reservedIps: [] }]);
  });

  it("keeps the id of a load balancer whose work request failed, and says why it did", async () => {
    const errorDetails = [{ errorCode: "BAD_INPUT", message: "the subnet is full" }];
    answering({
      "POST /20170115/loadBalancers": accepted,
      "GET /20170115/loadBalancerWorkRequests/wr": {
        body: { lifecycleState: "FAILED", loadBalancerId: "lb1", errorDetails },
      },
      "GET /20170115/loadBalancers/lb1": { body: { id: "lb1", lifecycleState: "FAILED" } },
    });
    const creating = provider.create({ type: BALANCER, inputs: balancerInputs, preview: false });
    await assert.rejects(creating, (error: unknown) => {
      assert.ok(error instanceof InitFailedError);
      assert.equal(error.id, "lb1");
      assert.match(error.message, /work request wr is FAILED: the subnet is full/);
      return true;
    });
  });

  it("leaves a backend set its backends when it changes the set", async () => {
    const details = { ipAddress: "10.0.1.5", port: 8000, weight: 1 };
    const backends = [{ ...details, name: "10.0.1.5:8000" }];
    const inputs = {
      loadBalancerId: "lb1",
      name: "api",
      policy: "ROUND_ROBIN",
      healthChecker: { protocol: "HTTP", intervalMs: 5000 },
    };
    answering({
      "GET /20170115/loadBalancers/lb1/backendSets/api": { body: { name: "api", policy: "ROUND_ROBIN", backends } },
      "PUT /20170115/loadBalancers/lb1/backendSets/api": accepted,
      "GET /20170115/loadBalancerWorkRequests/wr": { body: { lifecycleState: "SUCCEEDED", loadBalancerId: "lb1" } },
    });
    const news = { ...inputs, policy: "LEAST_CONNECTIONS" };
    const id = "loadBalancers/lb1/backendSets/api";
    await provider.update({ type: BACKEND_SET, id, inputs: news, oldInputs: inputs, oldOutputs: {}, preview: false });
    const { body } = oci.sent("PUT")[0]!;
    assert.deepEqual(body, {
      policy: "LEAST_CONNECTIONS",
      healthChecker: { protocol: "HTTP", intervalInMillis: 5000 },
      backends: [details],
    });
  });

  it("reads a listener out of its load balancer, and imports it by its composite id", async () => {
    const api = { name: "http", port: 80, protocol: "HTTP", defaultBackendSetName: "api" };
    answering({ "GET /20170115/loadBalancers/lb1": { body: { id: "lb1", listeners: { http: api } } } });
    const found = await provider.read({ type: LISTENER, id: "loadBalancers/lb1/listeners/http", inputs: {} });
    assert.equal(found?.inputs["loadBalancerId"], "lb1");
    assert.equal(found.outputs["port"], 80);
    assert.equal(
      await provider.read({ type: LISTENER, id: "loadBalancers/lb1/listeners/https", inputs: {} }),
      undefined,
    );
  });

  it("takes a log group's id from the resources of its work request", async () => {
    const resources = [{ entityType: "loggroup", actionType: "CREATED", identifier: "lg1" }];
    answering({
      "POST /20200531/logGroups": accepted,
      "GET /20200531/workRequests/wr": { body: { status: "SUCCEEDED", resources } },
      "GET /20200531/logGroups/lg1": { body: { id: "lg1", displayName: "logs", lifecycleState: "ACTIVE" } },
    });
    const { id } = await provider.create({
      type: LOG_GROUP,
      inputs: { compartmentId: "c", displayName: "logs" },
      preview: false,
    });
    assert.equal(id, "lg1");
  });

  it("makes no second rule when the answer to the first attempt was lost", async () => {
    const rules: Properties[] = [];
    answering({
      "GET /20160918/networkSecurityGroups/n/securityRules": () => ({ body: rules }),
      "POST /20160918/networkSecurityGroups/n/actions/addSecurityRules": ({ body }) => {
        if (rules.length > 0)
          return { status: 400, body: { code: "InvalidParameter", message: "it is there already" } };
        const given = body["securityRules"];
        rules.push({ ...((Array.isArray(given) ? given[0] : {}) as Properties), id: "AB12" });
        return { lost: true };
      },
    });
    const inputs = {
      networkSecurityGroupId: "n",
      direction: "INGRESS",
      protocol: "6",
      source: "10.0.0.0/8",
      stateless: false,
    };
    const { id, outputs } = await provider.create({ type: RULE, inputs, preview: false });
    assert.equal(id, "AB12");
    assert.equal(rules[0]?.["isStateless"], false);
    assert.equal(outputs["stateless"], false);
    assert.equal(oci.sent("POST").length, 2);
  });

  it("sends a security list's ports where the API wants them, and reads them back", async () => {
    const rule = {
      protocol: "6",
      source: "0.0.0.0/0",
      tcpOptions: { min: 80, max: 81, sourcePortRange: { min: 1, max: 9 } },
    };
    const sent = { destinationPortRange: { min: 80, max: 81 }, sourcePortRange: { min: 1, max: 9 } };
    let list: Properties = {};
    answering({
      "POST /20160918/securityLists": ({ body }) => ({
        body: (list = { ...body, id: "sl", lifecycleState: "AVAILABLE" }),
      }),
      "GET /20160918/securityLists/sl": () => ({ body: list }),
    });
    const inputs = { compartmentId: "c", vcnId: "v", ingressSecurityRules: [rule] };
    const { outputs } = await provider.create({ type: SECURITY_LIST, inputs, preview: false });
    assert.deepEqual(list["ingressSecurityRules"], [{ protocol: "6", source: "0.0.0.0/0", tcpOptions: sent }]);
    assert.deepEqual(list["egressSecurityRules"], []);
    const read = await provider.read({ type: SECURITY_LIST, id: "sl", inputs });
    assert.deepEqual(read?.inputs, inputs);
    assert.deepEqual(read.outputs, outputs);
  });

  for (const [type, path, lists] of [
    [ROUTE_TABLE, "routeTables", ["routeRules"]],
    [SECURITY_LIST, "securityLists", ["egressSecurityRules", "ingressSecurityRules"]],
  ] as const) {
    it(`makes ${path} without rules as empty, and leaves the rules of one alone that only changes its tags`, async () => {
      const item = { id: "i", lifecycleState: "AVAILABLE" };
      const made = Object.fromEntries(lists.map((list) => [list, []]));
      answering({
        [`POST /20160918/${path}`]: { body: item },
        [`GET /20160918/${path}/i`]: { body: item },
        [`PUT /20160918/${path}/i`]: { body: item },
      });
      const oldInputs = { compartmentId: "c", vcnId: "v" };
      const { outputs } = await provider.create({ type, inputs: oldInputs, preview: false });
      assert.deepEqual(oci.sent("POST")[0]?.body, { ...oldInputs, ...made });
      const inputs = { ...oldInputs, freeformTags: { Env: "dev" } };
      await provider.update({ type, id: "i", inputs, oldInputs, oldOutputs: outputs, preview: false });
      assert.deepEqual(oci.sent("PUT")[0]?.body, { freeformTags: { Env: "dev" } });
    });
  }

  it("names an instance's source after what it is, and reads its addresses from its network card", async () => {
    let made: Properties = {};
    answering({
      "POST /20160918/instances": ({ body }) => ({ body: (made = { ...body, id: "i", lifecycleState: "RUNNING" }) }),
      "GET /20160918/instances/i": () => ({ body: made }),
      "GET /20160918/vnicAttachments": { body: [{ vnicId: "vnic", lifecycleState: "ATTACHED" }] },
      "GET /20160918/vnics/vnic": {
        body: { id: "vnic", isPrimary: true, privateIp: "10.0.1.9", subnetId: "s", nsgIds: ["n"] },
      },
    });
    const sourceDetails = { sourceType: "image", sourceId: "image1" };
    const inputs = { compartmentId: "c", availabilityDomain: "AD-1", shape: "A1", sourceDetails };
    const { outputs } = await provider.create({ type: INSTANCE, inputs, preview: false });
    assert.deepEqual(made["sourceDetails"], { sourceType: "image", imageId: "image1" });
    assert.equal(outputs["privateIp"], "10.0.1.9");
    assert.equal(outputs["subnetId"], "s");
  });

  it("answers functions: lists with filters, one by number, a bare name", async () => {
    const names = [
      { name: "AD-1", id: "1" },
      { name: "AD-2", id: "2" },
    ];
    answering({ "GET /20160918/availabilityDomains": { body: names }, "GET /n": { body: "frtidegate01" } });
    const filters = [{ name: "name", values: ["-2$"], regex: true }];
    const listed = await provider.invoke("oci:Identity/getAvailabilityDomains:getAvailabilityDomains", {
      compartmentId: "c",
      filters,
    });
    const domains = listed.outputs?.["availabilityDomains"];
    assert.deepEqual(Array.isArray(domains) && domains.map((domain) => (domain as Properties)["name"]), ["AD-2"]);
    const one = await provider.invoke("oci:Identity/getAvailabilityDomain:getAvailabilityDomain", {
      compartmentId: "c",
      adNumber: 2,
    });
    assert.equal(one.outputs?.["name"], "AD-2");
    const namespace = await provider.invoke("oci:ObjectStorage/getNamespace:getNamespace", {});
    assert.equal(namespace.outputs?.["namespace"], "frtidegate01");
  });

  it("refuses wrong arguments of a function before it asks OCI", async () => {
    const { failures } = await provider.invoke("oci:Core/getImages:getImages", { compartment: "c" });
    assert.deepEqual(failures.map(({ property }) => property).sort(), ["compartment", "compartmentId"]);
    assert.deepEqual(oci.received, []);
  });
});
