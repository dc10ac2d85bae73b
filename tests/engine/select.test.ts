import assert from "node:assert/strict";

import type { Engine, Origin, Way } from "../../tools/engine/engine.ts";
import { forcedOrigin, NoEngineError, selectEngine } from "../../tools/engine/select.ts";

const ORDER: readonly Origin[] = ["path", "official", "built"];

function engine(origin: Origin): Engine {
  return { pulumi: `/${origin}/bin/pulumi`, binDir: `/${origin}/bin`, version: "3.270.0", origin };
}

/** All three ways; those named in `refusing` have no engine. `tried` is filled with those that were asked. */
function ways(refusing: readonly Origin[], tried: Origin[] = []): Way[] {
  return ORDER.map((origin) => ({
    origin,
    attempt: async () => {
      tried.push(origin);
      return refusing.includes(origin) ? { refused: `no ${origin} here` } : { engine: engine(origin) };
    },
  }));
}

async function refusal(promise: Promise<unknown>): Promise<NoEngineError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof NoEngineError);
  return error;
}

describe("choosing an engine", () => {
  it("takes the first way that has one, and asks no further", async () => {
    const tried: Origin[] = [];
    assert.deepEqual(await selectEngine(ways([], tried)), engine("path"));
    assert.deepEqual(tried, ["path"]);
  });

  it("goes on to the next way when one has none", async () => {
    assert.equal((await selectEngine(ways(["path"]))).origin, "official");
    assert.equal((await selectEngine(ways(["path", "official"]))).origin, "built");
  });

  it("asks only the way that is forced", async () => {
    const tried: Origin[] = [];
    assert.equal((await selectEngine(ways([], tried), "built")).origin, "built");
    assert.deepEqual(tried, ["built"]);
  });

  it("fails with one error that says why each way failed and names three remedies", async () => {
    const { message } = await refusal(selectEngine(ways(ORDER)));
    for (const origin of ORDER) {
      assert.match(message, new RegExp(`: no ${origin} here$`, "m"));
    }
    assert.match(message, /^ {2}1\. put Pulumi 3\.259\.0 or later on PATH/m);
    assert.match(message, /^ {2}2\. allow the download: .*get\.pulumi\.com/m);
    assert.match(message, /^ {2}3\. install Go 1\.25 or later .*GOPROXY/m);
  });

  it("gives of several ways of one origin the last one's reason", async () => {
    const fromCache: Way = { origin: "official", attempt: async () => ({ refused: "nothing kept" }) };
    const { message } = await refusal(selectEngine([fromCache, ...ways(ORDER)]));
    assert.doesNotMatch(message, /nothing kept/);
    assert.match(message, /official install: no official here/);
  });

  it("says of a forced way that the others were not tried", async () => {
    const { message } = await refusal(selectEngine(ways(ORDER), "official"));
    assert.match(message, /on PATH: not tried, because TIDEGATE_ENGINE is "official"/);
  });
});

describe("TIDEGATE_ENGINE", () => {
  it("names a way, or none when it is unset or empty", () => {
    assert.equal(forcedOrigin({ TIDEGATE_ENGINE: "built" }), "built");
    assert.equal(forcedOrigin({ TIDEGATE_ENGINE: "" }), undefined);
    assert.equal(forcedOrigin({}), undefined);
  });

  it("is refused when it names no way", () => {
    assert.throws(() => forcedOrigin({ TIDEGATE_ENGINE: "brew" }), /TIDEGATE_ENGINE is "brew".*path, official, built/);
  });
});
