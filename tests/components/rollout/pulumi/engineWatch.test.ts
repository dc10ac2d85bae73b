import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { isEngineAddress, watchEngine } from "../../../../components/rollout/provider/engineWatch.ts";

describe("The watch over the engine", () => {
  let server: Server;
  let sockets: Socket[];
  let address: string;

  beforeEach(async () => {
    sockets = [];
    server = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  });

  it("tells when the engine is gone", async () => {
    const gone = new Promise<void>((resolve) => watchEngine(address, resolve));
    const [socket] = (await once(server, "connection")) as [Socket];
    server.close();
    socket.destroy();
    await gone;
  });

  it("goes on where the engine has only ended the connection", async () => {
    let isGone = false;
    watchEngine(address, () => (isGone = true));
    const [socket] = (await once(server, "connection")) as [Socket];
    const again = once(server, "connection");
    socket.destroy();
    await again;
    assert.equal(isGone, false);
  });

  it("knows an engine's address", () => {
    assert.equal(isEngineAddress("127.0.0.1:40123"), true);
    for (const other of [undefined, "", "--url", "stacks/trivia-pay"]) {
      assert.equal(isEngineAddress(other), false);
    }
  });
});
