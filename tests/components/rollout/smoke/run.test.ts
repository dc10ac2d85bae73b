/** The process of a smoke check, with real requests to servers of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { asker } from "../../../../components/rollout/smoke/run/ask.ts";
import { listen, type TestServer } from "./server.ts";

const MAIN = join(import.meta.dirname, "../../../../components/rollout/smoke/run/main.ts");

describe("asking over HTTP", () => {
  let server: TestServer | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
  });
  const serve = async (answer: RequestListener): Promise<TestServer> => (server = await listen(answer));
  const ask = asker({}, undefined);

  it("passes on any 2xx, with the headers it was given", async () => {
    const { url, requests } = await serve((_, response) => void response.writeHead(204).end());
    assert.deepEqual(await ask(`${url}/health?a=b`, { "x-source": "s" }, 10), {
      passes: true,
      words: "204 No Content",
      body: "",
    });
    assert.equal(requests[0]?.url, "/health?a=b");
    assert.equal(requests[0]?.headers["x-source"], "s");
  });

  it("gives a refusal's status, and how its body begins", async () => {
    const { url } = await serve((_, response) => void response.writeHead(503).end(`down\n\n${"x".repeat(5_000)}`));
    const { passes, words, body } = await ask(url, {}, 10);
    assert.deepEqual([passes, words], [false, "503 Service Unavailable"]);
    assert.match(body, /^down x+$/);
    assert.ok(body.length <= 200);
  });

  it("follows no redirect, and says where to", async () => {
    const { url, requests } = await serve((_, response) => void response.writeHead(302, { location: "/login" }).end());
    const { passes, words } = await ask(url, {}, 10);
    assert.deepEqual([passes, words, requests.length], [false, "302 Found to /login", 1]);
  });

  it("gives up on silence, before an answer and inside one", async () => {
    const silent = await serve(() => {});
    assert.equal((await ask(silent.url, {}, 0.05)).words, "no answer within 0.05 s");
    silent.close();
    const halting = await serve((_, response) => void response.writeHead(200).write("half"));
    const answer = await ask(halting.url, {}, 0.2);
    assert.deepEqual([answer.passes, answer.words], [false, "no answer within 0.2 s"]);
  });

  it("calls a broken or refused connection no answer", async () => {
    const { url } = await serve((request) => request.socket.destroy());
    assert.match((await ask(url, {}, 10)).words, /^no answer: socket hang up/);
    server?.close();
    assert.match((await ask(url, {}, 10)).words, /^no answer: .*ECONNREFUSED/);
  });

  it("goes through the proxy that it is given, with the whole URL, wherever the host is", async () => {
    const { url, requests } = await serve((_, response) => void response.writeHead(200).end());
    const headers = { "x-rehearsal-source": "192.0.2.9" };
    const { passes } = await asker({ no_proxy: "*" }, url)("http://192.0.2.7/health", headers, 10);
    assert.equal(passes, true);
    assert.equal(requests[0]?.url, "http://192.0.2.7/health");
    assert.equal(requests[0]?.headers["x-rehearsal-source"], "192.0.2.9");
  });

  it("goes through the environment's proxy, but not where no_proxy says so", async () => {
    const { url, requests } = await serve((_, response) => void response.writeHead(200).end());
    const around = asker({ http_proxy: url, no_proxy: "127.0.0.1" }, undefined);
    await around("http://192.0.2.7/one", {}, 10);
    await around(`${url}/two`, {}, 10);
    assert.deepEqual(
      requests.map((request) => request.url),
      ["http://192.0.2.7/one", "/two"],
    );
  });
});

describe("the smoke check's command line", function () {
  this.timeout(30_000);

  it("ends with 0 once the URL answers, on a fast clock too", async () => {
    let times = 0;
    const server = await listen((_, response) => void response.writeHead(++times < 3 ? 503 : 200).end());
    const { code, stdout } = await run(["--url", server.url, "--header", "x-source: s"], {
      TIDEGATE_CLOCK_SPEED: "1000",
    });
    server.close();
    assert.equal(code, 0);
    assert.match(stdout, /^try 1: 503 .*\ntry 2: 503 .*\nhttp:\/\/\S+: 200 OK, in 3 tries and \d+ s\n$/);
    assert.equal(server.requests[2]?.headers["x-source"], "s");
  });

  it("ends with 1 and the answers when the time is over", async () => {
    const server = await listen((_, response) => void response.writeHead(500).end());
    const { code, stderr } = await run(["--url", server.url, "--deadline", "60"], { TIDEGATE_CLOCK_SPEED: "1000" });
    server.close();
    assert.equal(code, 1);
    assert.match(stderr, /Answers: 500 Internal Server Error \(\d+ times?\)\./);
  });

  it("ends with 2 and every fault when it is told what makes no sense", async () => {
    const { code, stderr } = await run(["--url", "x", "--deadline", "soon"], { TIDEGATE_CLOCK_SPEED: "0" });
    assert.equal(code, 2);
    for (const name of ["url", "deadlineSeconds", "TIDEGATE_CLOCK_SPEED"])
      assert.match(stderr, new RegExp(`^ {2}${name}`, "m"));
    assert.equal((await run(["--oops"])).code, 2);
  });

  it("explains itself, exit codes and all", async () => {
    const { code, stdout } = await run(["--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /--deadline SECONDS/);
    assert.match(stdout, /Exit code: 0 /);
  });
});

function run(args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
