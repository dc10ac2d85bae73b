import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { backendSet, openBalanced, refused, workRequestOf } from "./fixture.ts";
import type { Balanced } from "./fixture.ts";

const listener = { name: "http", defaultBackendSetName: "api", port: 80, protocol: "HTTP" };
const backend = { ipAddress: "10.0.2.5", port: 8080 };

describe("a load balancer's parts", () => {
  let lb: Balanced;
  beforeEach(async () => {
    lb = await openBalanced();
  });
  afterEach(() => lb.world.close());
  const got = async (path: string) => {
    const answer = await lb.send("GET", path);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as Record<string, unknown>;
  };

  describe("backend sets", () => {
    it("have OCI's defaults in their health checker", async () => {
      await lb.change("POST", "/backendSets", backendSet);
      assert.deepEqual(await got("/backendSets/api/healthChecker"), {
        protocol: "HTTP",
        urlPath: "/healthz",
        port: 0,
        returnCode: 200,
        retries: 3,
        timeoutInMillis: 3000,
        intervalInMillis: 10000,
        responseBodyRegex: "",
        isForcePlainText: false,
      });
    });

    it("are replaced as a whole by an update", async () => {
      await lb.change("POST", "/backendSets", { ...backendSet, sessionPersistenceConfiguration: { cookieName: "x" } });
      await lb.change("POST", "/backendSets/api/backends", backend);
      const { name: _name, ...details } = backendSet;
      await lb.change("PUT", "/backendSets/api", { ...details, policy: "LEAST_CONNECTIONS", backends: [] });
      const set = await got("/backendSets/api");
      assert.equal(set["policy"], "LEAST_CONNECTIONS");
      assert.deepEqual(set["backends"], []);
      assert.equal(set["sessionPersistenceConfiguration"], undefined);
    });

    it("are refused with a name that has spaces, with an unknown policy, or with a name that is taken", async () => {
      const create = (more: object) => lb.send("POST", "/backendSets", { ...backendSet, ...more });
      assert.match(refused(await create({ name: "my set" }), 400, "InvalidParameter"), /without spaces/);
      assert.match(refused(await create({ policy: "RANDOM" }), 400, "InvalidParameter"), /ROUND_ROBIN/);
      await lb.change("POST", "/backendSets", backendSet);
      assert.match(refused(await create({}), 400, "InvalidParameter"), /already has backend set 'api'/);
    });

    it("can't be deleted while a listener uses them", async () => {
      await lb.change("POST", "/backendSets", backendSet);
      await lb.change("POST", "/listeners", listener);
      assert.match(refused(await lb.send("DELETE", "/backendSets/api"), 400, "InvalidParameter"), /listener 'http'/);
      await lb.change("DELETE", "/listeners/http");
      await lb.change("DELETE", "/backendSets/api");
      refused(await lb.send("GET", "/backendSets/api"), 404, "NotAuthorizedOrNotFound");
    });
  });

  describe("changes that are sent one right after the other", () => {
    it("wait for each other, so that a listener may follow its set at once", async () => {
      const set = await lb.send("POST", "/backendSets", backendSet);
      const after = await lb.send("POST", "/listeners", listener);
      assert.deepEqual([set.status, after.status], [204, 204], JSON.stringify([set.body, after.body]));
      lb.world.advance(3);
      assert.equal((await workRequestOf(lb.world, set)).lifecycleState, "SUCCEEDED");
      assert.notEqual((await workRequestOf(lb.world, after)).lifecycleState, "SUCCEEDED");
      lb.world.advance(3);
      assert.equal((await workRequestOf(lb.world, after)).lifecycleState, "SUCCEEDED");
    });

    it("fail as work requests when their turn shows that they don't fit", async () => {
      await lb.send("POST", "/backendSets", backendSet);
      const twice = await lb.send("POST", "/backendSets", backendSet);
      lb.world.advance(20);
      const { lifecycleState, errorDetails } = await workRequestOf(lb.world, twice);
      assert.equal(lifecycleState, "FAILED");
      assert.deepEqual(
        errorDetails.map((error) => error.errorCode),
        ["BAD_INPUT"],
      );
      assert.match(errorDetails[0]?.message ?? "", /already has backend set 'api'/);
    });

    it("are listed with the newest first", async () => {
      await lb.change("POST", "/backendSets", backendSet);
      const body = (await lb.send("GET", "/workRequests")).body as { type: string }[];
      assert.deepEqual(
        body.map((request) => request.type),
        ["CreateBackendSet", "CreateLoadBalancer"],
      );
    });
  });

  describe("backends", () => {
    beforeEach(async () => {
      await lb.change("POST", "/backendSets", backendSet);
      await lb.change("POST", "/backendSets/api/backends", backend);
    });
    const one = "/backendSets/api/backends/10.0.2.5:8080";

    it("have OCI's defaults, drain when told so, and go away", async () => {
      const name = "10.0.2.5:8080";
      const created = { name, ...backend, weight: 1, drain: false, backup: false, offline: false };
      assert.deepEqual(await got(one), created);
      await lb.change("PUT", one, { weight: 3, drain: true, backup: false, offline: false });
      assert.deepEqual(await got(one), { ...created, weight: 3, drain: true });
      await lb.change("DELETE", one);
      refused(await lb.send("GET", one), 404, "NotAuthorizedOrNotFound");
    });

    it("are refused with an address that is none, a weight out of bounds, or a second time", async () => {
      const create = (more: object) => lb.send("POST", "/backendSets/api/backends", { ...backend, ...more });
      assert.match(refused(await create({ ipAddress: "10.0.2" }), 400, "InvalidParameter"), /ipAddress/);
      assert.match(refused(await create({ port: 8081, weight: 101 }), 400, "InvalidParameter"), /weight/);
      assert.match(refused(await create({ port: 8081, maxConnections: 5 }), 400, "InvalidParameter"), /maxConnections/);
      assert.match(refused(await create({}), 400, "InvalidParameter"), /10\.0\.2\.5:8080 already/);
    });

    it("can't be backups in a set with the policy IP_HASH", async () => {
      const { name: _name, ...details } = backendSet;
      await lb.change("PUT", "/backendSets/api", { ...details, policy: "IP_HASH", backends: [] });
      const answer = await lb.send("POST", "/backendSets/api/backends", { ...backend, backup: true });
      assert.match(refused(answer, 400, "InvalidParameter"), /IP_HASH/);
    });

    it("are absent from a set that isn't there", async () => {
      refused(await lb.send("POST", "/backendSets/web/backends", backend), 404, "NotAuthorizedOrNotFound");
    });
  });

  describe("listeners", () => {
    beforeEach(() => lb.change("POST", "/backendSets", backendSet));
    const create = (more: object) => lb.send("POST", "/listeners", { ...listener, ...more });

    it("have an idle timeout of 60 seconds for HTTP and of 300 for TCP", async () => {
      await lb.change("POST", "/listeners", listener);
      await lb.change("POST", "/listeners", { ...listener, name: "raw", port: 81, protocol: "TCP" });
      assert.match(JSON.stringify((await lb.balancer())["listeners"]), /"idleTimeout":60\b.*"idleTimeout":300\b/);
    });

    it("are refused on a port that another has, unless hostnames tell them apart", async () => {
      await lb.change("POST", "/listeners", listener);
      assert.match(refused(await create({ name: "other" }), 400, "InvalidParameter"), /port 80 already/);
      for (const name of ["one", "two"]) {
        await lb.change("POST", "/hostnames", { name, hostname: `${name}.example.com` });
      }
      await lb.change("DELETE", "/listeners/http");
      await lb.change("POST", "/listeners", { ...listener, hostnameNames: ["one"] });
      await lb.change("POST", "/listeners", { ...listener, name: "other", hostnameNames: ["two"] });
    });

    it("are refused with an unknown protocol, port, set, hostname or certificate", async () => {
      assert.match(refused(await create({ protocol: "UDP" }), 400, "InvalidParameter"), /protocol/);
      assert.match(refused(await create({ port: 70000 }), 400, "InvalidParameter"), /port/);
      assert.match(refused(await create({ defaultBackendSetName: "web" }), 400, "InvalidParameter"), /'web'/);
      assert.match(refused(await create({ hostnameNames: ["one"] }), 400, "InvalidParameter"), /hostnameNames.*'one'/);
      const ssl = { sslConfiguration: { certificateName: "mine" } };
      assert.match(refused(await create(ssl), 400, "InvalidParameter"), /certificate 'mine'/);
    });

    it("change as a whole", async () => {
      await lb.change("POST", "/listeners", { ...listener, connectionConfiguration: { idleTimeout: 7 } });
      await lb.change("PUT", "/listeners/http", { defaultBackendSetName: "api", port: 8080, protocol: "HTTP" });
      const text = JSON.stringify((await lb.balancer())["listeners"]);
      assert.match(text, /"port":8080/);
      assert.match(text, /"idleTimeout":60\b/);
    });
  });

  describe("named things", () => {
    it("are created, shown, replaced, listed and deleted", async () => {
      await lb.change("POST", "/hostnames", { name: "one", hostname: "a.example.com" });
      await lb.change("PUT", "/hostnames/one", { hostname: "b.example.com" });
      assert.deepEqual(await got("/hostnames/one"), { name: "one", hostname: "b.example.com" });
      assert.deepEqual(await got("/hostnames"), [{ name: "one", hostname: "b.example.com" }]);
      await lb.change("DELETE", "/hostnames/one");
      assert.deepEqual(await got("/hostnames"), []);
    });

    it("can't be deleted while a listener uses them", async () => {
      await lb.change("POST", "/backendSets", backendSet);
      const items = [{ action: "ADD_HTTP_REQUEST_HEADER", header: "x-edge", value: "1" }];
      await lb.change("POST", "/ruleSets", { name: "headers", items });
      await lb.change("POST", "/listeners", { ...listener, ruleSetNames: ["headers"] });
      assert.match(refused(await lb.send("DELETE", "/ruleSets/headers"), 400, "InvalidParameter"), /listener 'http'/);
      const rules = await got("/listeners/http/rules");
      assert.deepEqual(rules, [{ ruleSetName: "headers", rule: items[0] }]);
    });

    it("hold routing policies and path route sets only for backend sets that are there", async () => {
      const routes = (backendSetName: string) => [
        { path: "/a", pathMatchType: { matchType: "PREFIX_MATCH" }, backendSetName },
      ];
      const answer = await lb.send("POST", "/pathRouteSets", { name: "paths", pathRoutes: routes("api") });
      assert.match(refused(answer, 400, "InvalidParameter"), /'api'/);
      await lb.change("POST", "/backendSets", backendSet);
      await lb.change("POST", "/pathRouteSets", { name: "paths", pathRoutes: routes("api") });
      const rules = [
        {
          name: "a",
          condition: "any(http.request.url.path eq '/a')",
          actions: [{ name: "FORWARD_TO_BACKENDSET", backendSetName: "api" }],
        },
      ];
      await lb.change("POST", "/routingPolicies", { name: "routes", conditionLanguageVersion: "V1", rules });
      assert.match(
        refused(await lb.send("DELETE", "/backendSets/api"), 400, "InvalidParameter"),
        /path route set 'paths', routing policy 'routes'/,
      );
    });

    it("keep nothing of a certificate's private key, not even on disk", async () => {
      const { privateKey } = generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
      });
      const part = privateKey.split("\n")[3] ?? "";
      const certificate = { certificateName: "mine", publicCertificate: "PEM", privateKey };
      await lb.send("POST", "/certificates", certificate);
      assert.ok(!(await readFile(join(lb.world.folder, "world.json"), "utf8")).includes(part));
      lb.world.advance(10);
      assert.deepEqual(await got("/certificates"), [
        { certificateName: "mine", publicCertificate: "PEM", caCertificate: "" },
      ]);
      assert.ok(!(await readFile(join(lb.world.folder, "world.json"), "utf8")).includes(part));
    });
  });

  it("come in the policies, protocols and shapes that the service offers", async () => {
    const names = async (path: string) =>
      ((await lb.world.send("GET", path)).body as { name: string }[]).map((one) => one.name);
    const query = `compartmentId=${String((await lb.balancer())["compartmentId"])}`;
    assert.deepEqual(await names(`/20170115/loadBalancerPolicies?${query}`), [
      "ROUND_ROBIN",
      "LEAST_CONNECTIONS",
      "IP_HASH",
    ]);
    assert.ok((await names(`/20170115/loadBalancerProtocols?${query}`)).includes("HTTP"));
    assert.ok((await names(`/20170115/loadBalancerShapes?${query}`)).includes("flexible"));
  });
});
