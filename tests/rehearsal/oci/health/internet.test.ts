import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadBalancers } from "../../../../rehearsal/oci/collections.ts";
import { createInternetProxy } from "../../../../rehearsal/oci/internet/proxy.ts";
import { performInternetRequest } from "../../../../rehearsal/oci/internet/request.ts";
import type { InternetReply, InternetRequest } from "../../../../rehearsal/oci/internet/request.ts";
import type { Moment } from "../../../../rehearsal/oci/moment.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { allow, emptyNet, listAllows, putInternetGateway, putVnic, route } from "./net.ts";

const BALANCER = "balancer";
const ADDRESS = "203.0.113.9";
const CLOUDFLARE = "173.245.48.0/20";
const HEALTH_CHECKER = { protocol: "HTTP", urlPath: "/health", port: 80, returnCode: 200, responseBodyRegex: "" };
const INSIDE = "173.245.48.7";

/** A load balancer that lets Cloudflare in on port 80, with a listener there and no backends. */
function openNet(): Moment {
  const net = emptyNet();
  putVnic(net, BALANCER, { publicIp: ADDRESS });
  allow(net, { source: CLOUDFLARE, tcpOptions: { destinationPortRange: { min: 80, max: 80 } } });
  route(net, [{ destination: "0.0.0.0/0", networkEntityId: putInternetGateway(net) }]);
  loadBalancers.put(net, BALANCER, {
    id: BALANCER,
    compartmentId: "",
    displayName: "ingress",
    lifecycleState: "ACTIVE",
    timeCreated: "",
    shapeName: "flexible",
    ipAddresses: [{ ipAddress: ADDRESS, isPublic: true }],
    listeners: { http: { name: "http", defaultBackendSetName: "api", port: 80, protocol: "HTTP" } },
    backendSets: { api: { name: "api", policy: "ROUND_ROBIN", backends: [], healthChecker: HEALTH_CHECKER } },
  });
  return net;
}

describe("a request from the internet", () => {
  let net: Moment;
  beforeEach(() => {
    net = openNet();
  });

  function ask(change: Partial<InternetRequest> = {}): InternetReply {
    const right = { method: "GET", host: ADDRESS, port: 80, path: "/health", source: INSIDE };
    const answered = performInternetRequest(net, { ...right, ...change });
    assert.ok("status" in answered, "the request is on its way to an instance");
    return answered;
  }
  function failed(reply: InternetReply, status: number, why: RegExp): void {
    assert.equal(reply.status, status, reply.body);
    assert.match(reply.why ?? "", why);
    assert.equal(reply.body, `${reply.why}\n`);
  }

  it("that gets as far as the backend set learns that nobody is there", () => {
    failed(ask(), 502, /backend set api has no backend that takes requests/);
  });

  it("from an address that no rule names gets 504, with that address and the port", () => {
    failed(ask({ source: "192.0.2.10" }), 504, /don't let 192\.0\.2\.10 in on TCP 80/);
    listAllows(net, { ingressSecurityRules: [{ protocol: "6", source: "192.0.2.0/24" }] });
    failed(ask({ source: "192.0.2.10" }), 502, /no backend/);
  });

  it("to a port that no rule names gets 504; to one that nobody listens on, 502", () => {
    failed(ask({ port: 443 }), 504, /in on TCP 443/);
    allow(net, { source: CLOUDFLARE, tcpOptions: { destinationPortRange: { min: 443, max: 443 } } });
    failed(ask({ port: 443 }), 502, /no listener on port 443/);
  });

  it("needs an open internet gateway on the subnet's route", () => {
    putInternetGateway(net, false);
    failed(ask(), 504, /no route to an open internet gateway/);
    putInternetGateway(net, true);
    route(net, []);
    failed(ask(), 504, /no route to an open internet gateway/);
  });

  it("finds load balancers by their public addresses only, while they are active", () => {
    failed(ask({ host: "203.0.113.10" }), 504, /no load balancer of this world has the public address 203\.0\.113\.10/);
    loadBalancers.change(net, BALANCER, { ipAddresses: [{ ipAddress: ADDRESS, isPublic: false }] });
    failed(ask(), 504, /no load balancer/);
    loadBalancers.change(net, BALANCER, {
      ipAddresses: [{ ipAddress: ADDRESS, isPublic: true }],
      lifecycleState: "DELETED",
    });
    failed(ask(), 504, /no load balancer/);
  });

  it("isn't sent to backends that drain or are offline, nor to one that isn't healthy", () => {
    const backend = { name: "10.0.1.5:80", ipAddress: "10.0.1.5", port: 80, weight: 1 };
    const put = (change: object) => {
      const set = { name: "api", policy: "ROUND_ROBIN", healthChecker: HEALTH_CHECKER };
      const right = { ...backend, backup: false, drain: false, offline: false };
      loadBalancers.change(net, BALANCER, { backendSets: { api: { ...set, backends: [{ ...right, ...change }] } } });
    };
    put({});
    failed(ask(), 502, /no backend of api is healthy: no running instance holds the address 10\.0\.1\.5/);
    put({ backup: true });
    failed(ask(), 502, /no backend of api is healthy/);
    for (const change of [{ drain: true }, { offline: true }]) {
      put(change);
      failed(ask(), 502, /has no backend that takes requests/);
    }
  });
});

describe("the internet's proxy", () => {
  let folder: string;
  let runtime: Runtime;
  let server: ReturnType<typeof createInternetProxy>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidegate-internet-"));
    runtime = await Runtime.open({ file: join(folder, "world.json"), speed: 0 });
    Object.assign(runtime.world.collections, openNet().world.collections);
    server = createInternetProxy(runtime).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  });

  function get(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number | undefined; text: string }> {
    return new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const sending = httpRequest({ hostname: "127.0.0.1", port, path, headers, agent: false }, (response) => {
        response.setEncoding("utf8");
        let text = "";
        response.on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode, text }));
      });
      sending.on("error", reject).end();
    });
  }

  it("asks from an address that nobody has, unless the request names another", async () => {
    const url = `http://${ADDRESS}/health`;
    assert.deepEqual(await get(url), {
      status: 504,
      text: "the load balancer's security rules don't let 192.0.2.10 in on TCP 80\n",
    });
    assert.equal((await get(url, { "x-rehearsal-source": INSIDE })).status, 502);
  });

  it("asks the port that the URL names", async () => {
    assert.match((await get(`http://${ADDRESS}:8080/`, { "x-rehearsal-source": INSIDE })).text, /in on TCP 8080/);
  });

  it("tells how to use it when it is asked as a web server, or from what is no address", async () => {
    const asked = await get("/health");
    assert.equal(asked.status, 400);
    assert.match(asked.text, /HTTP forward proxy.*\n?.*curl --proxy/);
    const nowhere = await get(`http://${ADDRESS}/`, { "x-rehearsal-source": "the moon" });
    assert.equal(nowhere.status, 400);
    assert.match(nowhere.text, /x-rehearsal-source must be an IP address, not the moon/);
    assert.equal((await get(`http://${ADDRESS}/`)).status, 504);
  });
});
