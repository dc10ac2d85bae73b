import assert from "node:assert/strict";
import { backoffSeconds } from "../../../../components/rollout/smoke/backoff.ts";
import { SMOKE_DEFAULTS, smoke, smokeReport, type Answer } from "../../../../components/rollout/smoke/index.ts";
import { DOWN, OK, SILENT, smokeWorld } from "./world.ts";

const OPTIONS = { ...SMOKE_DEFAULTS, url: "https://example.org/health?deep=1" };

describe("a smoke check", () => {
  it("passes on the first 2xx, and asks no more", async () => {
    const world = smokeWorld([OK]);
    const result = await smoke(OPTIONS, world);
    assert.deepEqual([result.passed, result.tries, world.asked.length, world.slept.length], [true, 1, 1, 0]);
  });

  it("asks again until it passes, and says why it waits", async () => {
    const world = smokeWorld([DOWN, SILENT, OK]);
    const result = await smoke(OPTIONS, world);
    assert.deepEqual([result.passed, result.tries], [true, 3]);
    assert.deepEqual(world.said, [
      "try 1: 503 Service Unavailable; next in 0.5 s",
      "try 2: no answer within 10 s; next in 1.0 s",
    ]);
  });

  it("fails at the deadline with every answer that was seen and the last one", async () => {
    const world = smokeWorld([DOWN, SILENT, DOWN, DOWN, { ...DOWN, body: "still none" }]);
    const result = await smoke({ ...OPTIONS, deadlineSeconds: 10 }, world);
    assert.equal(result.passed, false);
    assert.deepEqual(
      [...result.seen],
      [
        ["503 Service Unavailable", result.tries - 1],
        ["no answer within 10 s", 1],
      ],
    );
    assert.equal(result.last.body, "still none");
  });

  it("makes its last attempt at the deadline, and none later", async () => {
    const world = smokeWorld([DOWN], [0.9]);
    await smoke({ ...OPTIONS, deadlineSeconds: 60 }, world);
    assert.equal(world.asked.at(-1)?.at, 60);
  });

  it("makes one attempt even if that alone takes longer than the deadline", async () => {
    for (const [answer, passed] of [
      [OK, true],
      [SILENT, false],
    ] as const) {
      const world = smokeWorld([answer], [0.5], 30);
      const result = await smoke({ ...OPTIONS, deadlineSeconds: 10 }, world);
      assert.deepEqual([result.passed, result.tries, result.seconds], [passed, 1, 30]);
    }
  });

  it("goes past caches: by headers, and by a URL that is another each time", async () => {
    const world = smokeWorld([DOWN, DOWN, OK], [0.1, 0.2, 0.3, 0.4, 0.6]);
    await smoke(OPTIONS, world);
    for (const { headers } of world.asked) {
      assert.deepEqual(headers, { "cache-control": "no-cache", pragma: "no-cache" });
    }
    const urls = world.asked.map(({ url }) => new URL(url));
    assert.equal(new Set(urls.map(({ href }) => href)).size, 3);
    for (const url of urls) {
      assert.equal(url.origin + url.pathname, "https://example.org/health");
      assert.deepEqual([...url.searchParams.keys()], ["deep", "tidegate-smoke"]);
    }
  });

  it("sends the caller's headers along, and gives each attempt its time", async () => {
    const world = smokeWorld([OK]);
    await smoke({ ...OPTIONS, attemptSeconds: 3, headers: { "x-source": "192.0.2.1" } }, world);
    assert.equal(world.asked[0]?.headers["x-source"], "192.0.2.1");
    assert.equal(world.asked[0]?.seconds, 3);
  });
});

describe("the wait between two attempts", () => {
  it("is bounded by 1 s, then twice as much each time, and by 15 s at last", () => {
    const most = [1, 2, 3, 4, 5, 6, 60].map((failures) => backoffSeconds(failures, 1));
    assert.deepEqual(most, [1, 2, 4, 8, 15, 15, 15]);
  });

  it("may be any share of that, none included", () => {
    assert.equal(backoffSeconds(4, 0), 0);
    assert.equal(backoffSeconds(4, 0.25), 2);
  });
});

describe("the report of a smoke check", () => {
  const report = async (answers: readonly Answer[]) => {
    const options = { ...OPTIONS, deadlineSeconds: 2 };
    return smokeReport(options, await smoke(options, smokeWorld(answers)));
  };

  it("is one line when it passed", async () => {
    assert.equal(await report([DOWN, OK]), "https://example.org/health?deep=1: 200 OK, in 2 tries and 1 s");
  });

  it("says what happened, what was seen, and what to do, when it failed", async () => {
    const lines = (await report([SILENT, DOWN])).split("\n");
    assert.match(
      lines[0] ?? "",
      /https:\/\/example\.org\/health\?deep=1 answered no 2xx in \d tries and 2 s \(deadline 2 s\)/,
    );
    assert.match(lines[1] ?? "", /^Answers: no answer within 10 s \(1 time\), 503 Service Unavailable \(\d times\)\.$/);
    assert.equal(lines[2], 'The last one: 503 Service Unavailable, "no backend".');
    assert.match(lines.slice(3).join(" "), /What to do: .*`pulumi up` makes the check again/);
  });
});
