import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { forgetFlights } from "../../../../rehearsal/oci/internet/flights.ts";
import { createInternetProxy } from "../../../../rehearsal/oci/internet/proxy.ts";
import { loadBalancers } from "../../../../rehearsal/oci/collections.ts";
import { BALANCER } from "../compute/stage.ts";
import { ADDRESS, openTown, RUNS } from "../town.ts";
import type { Town } from "../town.ts";

describe("a request through the load balancer", () => {
  let town: Town;
  let pool: string;
  let one: string;
  let other: string;
  beforeEach(async () => {
    town = await openTown();
    pool = await town.servingPool(2);
    [one = "", other = ""] = await town.memberIds(pool);
  });
  afterEach(() => town.close());

  /** Requests that go to each of the two instances, one each. */
  function askBoth(path: string) {
    return [town.ask(path), town.ask(path)];
  }
  const statuses = (asked: ReturnType<typeof askBoth>) => asked.map((answer) => answer()?.status).sort();

  it("takes 20 to 200 ms of world time, drawn anew each time", () => {
    const answers = Array.from({ length: 20 }, () => town.ask());
    town.pass(0.019);
    assert.ok(answers.every((answer) => answer() === undefined));
    town.pass(0.1);
    const early = answers.filter((answer) => answer() !== undefined).length;
    assert.ok(early > 0 && early < 20, `${early} of 20 were answered after 119 ms`);
    town.pass(0.081);
    assert.ok(answers.every((answer) => answer()?.status === 200));
  });

  it("takes the seconds that it asks for, on any path", () => {
    const answers = ["/?seconds=30", "/health?seconds=30", "/absent?a=b&seconds=30"].map((path) => town.ask(path));
    town.pass(29.9);
    assert.ok(answers.every((answer) => answer() === undefined));
    town.pass(0.1);
    assert.deepEqual(
      answers.map((answer) => answer()?.status),
      [200, 200, 404],
    );
  });

  for (const seconds of ["601", "-1", "soon", ""]) {
    it(`is refused with seconds=${seconds}`, () => {
      const answer = town.ask(`/?seconds=${seconds}`);
      town.pass(1);
      assert.equal(answer()?.status, 400);
      assert.match(answer()?.body ?? "", /seconds must be a number from 0 to 600/);
    });
  }

  it("goes to the instances in turn", async () => {
    Array.from({ length: 10 }, () => town.ask());
    town.pass(1);
    const { byInstance } = await town.traffic();
    assert.deepEqual(byInstance, { [one]: { requests: 5, failed: 0 }, [other]: { requests: 5, failed: 0 } });
  });

  it("is finished by a backend that drains, which gets nothing new", async () => {
    const before = askBoth("/?seconds=60");
    await town.drain(await town.backendOf(pool, one));
    const after = askBoth("/");
    town.pass(60);
    assert.deepEqual(statuses([...before, ...after]), [200, 200, 200, 200]);
    assert.deepEqual((await town.traffic()).byInstance[one], { requests: 1, failed: 0 });
  });

  it("is cut when its backend is taken out before the answer, drained for too short a time or not at all", async () => {
    const asked = askBoth("/?seconds=60");
    await town.drain(await town.backendOf(pool, one));
    town.pass(10);
    await town.detach(pool, one);
    town.pass(60);
    assert.deepEqual(statuses(asked), [200, 502]);
    const { failed, lastFailures } = await town.traffic();
    assert.equal(failed, 1);
    assert.match(lastFailures[0]?.why ?? "", /cut before its answer: it was taken out of the backend set api-backend/);
  });

  it("is cut when its instance has stopped by the time of the answer", async () => {
    const asked = askBoth("/?seconds=5");
    await town.ok("POST", `/20160918/instances/${one}?action=STOP`);
    town.pass(5);
    assert.deepEqual(statuses(asked), [200, 502]);
    assert.match((await town.traffic()).lastFailures[0]?.why ?? "", /the instance is STOPPING/);
  });

  it("is cut when its instance is reset, though it runs again by the time of the answer", async () => {
    const asked = askBoth("/?seconds=600");
    await town.ok("POST", `/20160918/instances/${one}?action=RESET`);
    town.pass(600);
    assert.deepEqual(statuses(asked), [200, 502]);
    assert.match((await town.traffic()).lastFailures[0]?.why ?? "", /the instance was started anew/);
  });

  it("is cut when the load balancer goes", () => {
    const answer = town.ask("/?seconds=60");
    loadBalancers.change(town.world.runtime.present(), BALANCER, { lifecycleState: "DELETING" });
    town.pass(60);
    assert.match(answer()?.why ?? "", /the load balancer is gone/);
  });

  it("fails at an instance that stopped without a word, until the load balancer has noticed", async () => {
    await town.ok("POST", `/20160918/instances/${one}?action=STOP`);
    const asked = [];
    for (let second = 0; second < 60; second += 1) {
      asked.push({ second, answer: town.ask() });
      town.pass(1);
    }
    const failures = asked.filter(({ answer }) => answer()?.status === 502).map(({ second }) => second);
    assert.ok(failures.length >= 10 && failures.length <= 15, `${failures.length} failures`);
    const last = failures.at(-1) ?? 0;
    assert.ok(last >= 18 && last < 30, `the last one at ${last} s`);
    assert.match((await town.traffic()).lastFailures[0]?.why ?? "", /nothing answers there: the instance is STOPP/);
  });

  it("goes on where a started container no longer needs what it was pulled with", async () => {
    const answer = town.ask("/?seconds=10");
    const [secret] = Object.keys(town.world.runtime.world.collections["secrets"] ?? {});
    Reflect.deleteProperty(town.world.runtime.world.collections["secrets"] ?? {}, secret ?? "");
    const later = town.ask();
    town.pass(10);
    assert.deepEqual([answer()?.status, later()?.status], [200, 200]);
  });

  it("is counted by image, by instance, in flight and failed", async () => {
    const instanceConfigurationId = await town.version("2.0.0");
    await town.ok("PUT", `/20160918/instancePools/${pool}`, { size: 3, instanceConfigurationId });
    town.pass(RUNS + 200);
    const asked = [0, 1, 2].map(() => town.ask("/?seconds=30"));
    assert.equal((await town.traffic()).inFlight, 3);
    await town.detach(pool, one);
    town.pass(30);
    assert.deepEqual(statuses(asked), [200, 200, 502]);
    const traffic = await town.traffic();
    assert.deepEqual([traffic.requests, traffic.failed, traffic.inFlight], [3, 1, 0]);
    const tallies = Object.entries(traffic.byImage).map(([image, tally]) => [image.split(":")[1], tally]);
    assert.deepEqual(Object.fromEntries(tallies), {
      "1.0.0": { requests: 2, failed: 1 },
      "2.0.0": { requests: 1, failed: 0 },
    });
    assert.deepEqual(traffic.byInstance[one], { requests: 1, failed: 1 });
  });

  it("fails and is counted when no backend is healthy", async () => {
    for (const id of [one, other]) {
      await town.drain(await town.backendOf(pool, id));
    }
    assert.equal(town.ask()()?.status, 502);
    const { requests, failed, byInstance } = await town.traffic();
    assert.deepEqual([requests, failed, byInstance], [1, 1, {}]);
  });

  it("has no traffic to tell of a load balancer that isn't there", async () => {
    const door = `${town.world.endpoint}/rehearsal/traffic`;
    assert.equal((await fetch(`${door}?load-balancer=absent`)).status, 404);
    assert.equal((await fetch(door)).status, 400);
  });

  describe("held by the proxy", () => {
    let server: ReturnType<typeof createInternetProxy>;
    beforeEach(async () => {
      server = createInternetProxy(town.world.runtime).listen(0, "127.0.0.1");
      await once(server, "listening");
    });
    afterEach(() => {
      server.close();
      server.closeAllConnections();
    });

    function send(path: string) {
      const { port } = server.address() as AddressInfo;
      return httpRequest({ hostname: "127.0.0.1", port, path: `http://${ADDRESS}${path}`, agent: false }).end();
    }
    async function until(inFlight: number): Promise<void> {
      while ((await town.traffic()).inFlight !== inFlight) {
        await turn();
      }
    }

    it("is answered when its time has come", async () => {
      const answered = once(send("/?seconds=30"), "response");
      await until(1);
      town.pass(30);
      const [response] = (await answered) as [{ statusCode: number; resume(): void }];
      response.resume();
      assert.equal(response.statusCode, 200);
      assert.deepEqual(town.world.runtime.world.ledgers["flights"], {});
    });

    it("is over when its client goes away", async () => {
      const sent = send("/?seconds=30");
      sent.on("error", () => undefined);
      await until(1);
      sent.destroy();
      await until(0);
      assert.equal((await town.traffic()).failed, 0);
    });

    it("is over with the process that held it", async () => {
      town.ask("/?seconds=30");
      forgetFlights(town.world.runtime.world);
      assert.equal((await town.traffic()).inFlight, 0);
      town.pass(30);
      const { inFlight, failed } = await town.traffic();
      assert.deepEqual([inFlight, failed], [0, 0]);
    });
  });
});
