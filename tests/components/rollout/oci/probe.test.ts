import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { probePort } from "../../../../components/rollout/oci/probe.ts";

describe("a probe", () => {
  let server: Server;
  let base: string;
  let asked: IncomingMessage | undefined;
  before(async () => {
    server = createServer((request, response) => {
      asked = request;
      const status = Number(URL.parse(request.url ?? "", "http://x")?.pathname.slice(1));
      if (status > 0) {
        response.writeHead(status, status === 302 ? { location: "/200" } : {}).end("body");
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const [how, options] of [
    ["directly", () => ({})],
    ["through a proxy", () => ({ proxy: base })],
  ] as const) {
    it(`that asks ${how} hears yes from 2xx alone`, async () => {
      const probe = probePort(options());
      assert.deepEqual(await probe.ask(`${base}/200`), { agrees: true, words: "200 OK" });
      assert.deepEqual(await probe.ask(`${base}/204`), { agrees: true, words: "204 No Content" });
      assert.deepEqual(await probe.ask(`${base}/302`), { agrees: false, words: "302 Found" });
      assert.deepEqual(await probe.ask(`${base}/503`), { agrees: false, words: "503 Service Unavailable" });
    });

    it(`that asks ${how} passes by every cache`, async () => {
      await probePort(options()).ask(`${base}/200?deep=1`);
      assert.equal(asked?.headers["cache-control"], "no-cache");
    });

    it(`that asks ${how} takes silence for a no`, async () => {
      const answer = await probePort({ ...options(), seconds: 0.05 }).ask(`${base}/0`);
      assert.deepEqual(answer, { agrees: false, words: "no answer within 0.05 s" });
    });
  }

  it("through a proxy names the address that it means", async () => {
    const answer = await probePort({ proxy: base }).ask("http://pool.example:8080/200?deep=1");
    assert.equal(answer.agrees, true);
    assert.equal(asked?.headers.host, "pool.example:8080");
    assert.equal(asked.url, "http://pool.example:8080/200?deep=1");
  });

  it("of an address where nobody listens, or none at all, is a no", async () => {
    const probe = probePort();
    assert.deepEqual(await probe.ask(await closed()), { agrees: false, words: "no answer: ECONNREFUSED" });
    assert.deepEqual(await probe.ask("health"), { agrees: false, words: "'health' is no http:// or https:// URL" });
    assert.deepEqual(await probePort({ proxy: base }).ask("https://x.example/"), {
      agrees: false,
      words: "no answer: only http:// URLs can be asked through the proxy",
    });
  });
});

/** An address on which nobody listens any more. */
async function closed(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}
