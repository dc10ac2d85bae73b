import assert from "node:assert/strict";
import { SMOKE_DEFAULTS, smokeFaults, type SmokeOptions } from "../../../../components/rollout/smoke/index.ts";
import { proxyFaults } from "../../../../components/rollout/smoke/run/check.ts";

const GOOD: SmokeOptions = { ...SMOKE_DEFAULTS, url: "http://192.0.2.7/health" };

describe("options of a smoke check", () => {
  const faulty = (change: Partial<SmokeOptions>) =>
    smokeFaults({ ...GOOD, ...change }, (name) => `smoke.${name}`).map(({ path }) => path);

  it("are fine as they stand by default", () => assert.deepEqual(faulty({}), []));

  for (const url of ["", "example.org/health", "ftp://example.org/", "https://user@example.org/"]) {
    it(`take no ${url || "empty"} URL`, () => assert.deepEqual(faulty({ url }), ["smoke.url"]));
  }

  it("tell all faults at once, by the caller's names", () => {
    const wrong = { url: "x", deadlineSeconds: 0, attemptSeconds: 1.5, headers: { "a b": "c" } };
    assert.deepEqual(faulty(wrong), [
      "smoke.url",
      "smoke.deadlineSeconds",
      "smoke.attemptSeconds",
      "smoke.headers[a b]",
    ]);
  });

  it("take no header's value of two lines, and don't show it", () => {
    const faults = smokeFaults({ ...GOOD, headers: { authorization: "hidden\nb: c" } }, (name) => name);
    assert.equal(faults.length, 1);
    assert.doesNotMatch(JSON.stringify(faults), /hidden/);
  });
});

describe("a proxy in the environment", () => {
  it("is refused where Node would pass it by", () => {
    assert.match(
      proxyFaults({ http_proxy: "http://p" }, "24.4.1").join(),
      /http_proxy names a proxy, which Node 24\.4\.1/,
    );
    assert.deepEqual(proxyFaults({ http_proxy: "http://p" }, "24.5.0"), []);
    assert.deepEqual(proxyFaults({ http_proxy: "http://p" }, "26.0.0"), []);
  });

  it("may be left out with any Node", () => assert.deepEqual(proxyFaults({ http_proxy: "" }, "22.18.0"), []));
});
