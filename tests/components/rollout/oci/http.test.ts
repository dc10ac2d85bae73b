import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpRequest } from "oci-common";
import { calling, portErrorOf } from "../../../../components/rollout/oci/errors.ts";
import { cloudHttp } from "../../../../components/rollout/oci/http.ts";
import { filterWarnings, quietly } from "../../../../components/rollout/oci/quiet.ts";
import { retries } from "../../../../components/rollout/oci/retries.ts";
import { poolPort } from "../../../../components/rollout/oci/pool.ts";
import { fails, openScene } from "./scene.ts";

const signer = { signHttpRequest: async () => {} };

describe("requests to the cloud", () => {
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const heard: unknown[] = [];
  const clock = { reading: () => 7, heard: (date: string | null, sent: number) => void heard.push(date, sent) };
  before(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (seconds: number) => {
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const request: HttpRequest = { method: "GET", uri, headers: new Headers() };
    return cloudHttp(signer, clock, seconds).send(request);
  };

  it("hand the answer on, and its date to the clock", async () => {
    answer = (_request, response) => {
      response.writeHead(404, { date: "Mon, 05 Jan 2026 09:00:00 GMT", etag: "one" });
      response.end('{"code":"NotFound"}');
    };
    const response = await send(5);
    assert.equal(response.status, 404);
    assert.equal(response.headers.get("etag"), "one");
    assert.deepEqual(await response.json(), { code: "NotFound" });
    assert.deepEqual(heard.splice(0), ["Mon, 05 Jan 2026 09:00:00 GMT", 7]);
  });

  it("hand on answers without a body", async () => {
    answer = (_request, response) => response.writeHead(204).end();
    assert.equal((await send(5)).status, 204);
  });

  it("end when nothing comes", async () => {
    answer = () => {};
    await assert.rejects(send(0.05), /^Error: no answer within 0.05 s$/);
  });

  it("end when an answer's body stops in the middle", async () => {
    answer = (_request, response) => void response.writeHead(200, { "content-length": "100" }).write("{");
    await assert.rejects(send(0.2), /^Error: no answer within 0.2 s$/);
  });

  it("say what broke the connection", async () => {
    answer = (request) => request.socket.destroy();
    await assert.rejects(send(5), /^Error: the connection failed: UND_ERR_SOCKET: other side closed$/);
  });
});

describe("a call's errors", () => {
  const refusal = (statusCode: number, serviceCode = "Code", message = "Why.") => {
    return Object.assign(new Error(message), { statusCode, serviceCode, opcRequestId: "ABC" });
  };
  for (const [status, code, kind] of [
    [400, "InvalidParameter", "refused"],
    [401, "NotAuthenticated", "refused"],
    [403, "Forbidden", "refused"],
    [404, "NotAuthorizedOrNotFound", "not-found"],
    [408, "None", "unknown"],
    [409, "IncorrectState", "conflict"],
    [409, "InvalidatedRetryToken", "unknown"],
    [412, "NoEtagMatch", "conflict"],
    [429, "TooManyRequests", "throttled"],
    [500, "InternalServerError", "unknown"],
    [503, "ServiceUnavailable", "unknown"],
    [-1, "None", "unknown"],
  ] as const) {
    it(`of status ${status} ${code} are of the kind ${kind}, with what the service said`, () => {
      const error = portErrorOf("UpdateInstancePool", refusal(status, code));
      assert.equal(error?.kind, kind);
      assert.equal(error.message, `UpdateInstancePool: ${code}: Why. (HTTP ${status}, opc-request-id ABC)`);
    });
  }

  it("are unknown when no answer came, or none that can be read", () => {
    const lost = { message: "no answer within 20 s", code: undefined, requestEndpoint: "GET http://x" };
    assert.equal(portErrorOf("GetVnic", lost)?.message, "GetVnic: no answer within 20 s");
    assert.equal(portErrorOf("GetVnic", lost)?.kind, "unknown");
    assert.equal(portErrorOf("GetVnic", new SyntaxError("Unexpected token <"))?.kind, "unknown");
  });

  it("are cut where a page came instead of a message", () => {
    const error = portErrorOf("GetVnic", refusal(502, "None", `<html>\n  ${"x".repeat(5000)}`));
    assert.ok((error?.message.length ?? 0) < 700);
    assert.match(error?.message ?? "", /^GetVnic: None: <html> x+\.\.\. \(HTTP 502/);
  });

  it("stay what they are when they are defects", async () => {
    const defect = new TypeError("undefined is not a function");
    await assert.rejects(
      calling("GetVnic", () => Promise.reject(defect)),
      (error) => error === defect,
    );
  });
});

describe("retries", () => {
  it("are few, further and further apart, in the cloud's seconds", () => {
    const { delayStrategy, terminationStrategy } = retries(10, () => 0.5);
    const context = (attemptCount: number) => ({ attemptCount, startTime: new Date(0) });
    const delays = [0, 1, 2, 3, 9].map((count) => delayStrategy?.delay(context(count)));
    assert.deepEqual(delays, [0.15, 0.25, 0.45, 0.85, 0.85]);
    assert.deepEqual(
      [0, 1, 2].map((count) => terminationStrategy?.shouldTerminate(context(count))),
      [false, false, true],
    );
  });

  it("get over a server's error and a broken connection", async () => {
    const scene = await openScene();
    const pool = poolPort(scene.clients, scene.where);
    scene.fault("server-error", "core/GetInstancePool");
    scene.fault("time-out-before", "core/GetInstancePool");
    assert.equal((await pool.read()).state, "RUNNING");
    assert.deepEqual(scene.stage.world.runtime.world.faults, []);
    scene.fault("time-out-before", "core/GetInstancePool", 3);
    await fails(pool.read(), "unknown", /^GetInstancePool: the connection failed: /);
    await scene.close();
  });
});

describe("the SDK's own warnings", () => {
  it("are left out of this room's calls, and of no other's", async () => {
    const said: unknown[] = [];
    const target = { warn: (...words: unknown[]) => void said.push(...words) };
    filterWarnings(target);
    target.warn("before");
    await Promise.all([
      quietly(async () => {
        await Promise.resolve();
        target.warn("ours");
      }),
      Promise.resolve().then(() => target.warn("theirs")),
    ]);
    target.warn("after");
    assert.deepEqual(said, ["before", "theirs", "after"]);
  });
});
