import assert from "node:assert/strict";
import { DEEPEST, readProperties, TooDeep, UNKNOWN } from "@tidegate/policy";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const signed = (signature: string, rest: object): object => ({ [SIGNATURE]: signature, ...rest });
const secret = (rest: object): object => signed("1b47061264138c4ac30d75fd1eb44270", rest);

const UNKNOWNS = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

describe("properties", () => {
  it("that are plain stay as they are", () => {
    const plain = { text: "a", number: 1, none: null, yes: true, list: [{ a: [1] }], empty: {} };
    assert.deepEqual(readProperties(plain), { props: plain, secrets: [], hasAssetArchive: false });
  });

  for (const [kind, sentinel] of Object.entries(UNKNOWNS)) {
    it(`that are ${kind}s nobody knows yet are UNKNOWN`, () => {
      assert.deepEqual(readProperties({ a: [sentinel, "b"] }).props, { a: [UNKNOWN, "b"] });
    });
  }

  it("that are secret are what they hold, on the wire, in a state that shows its secrets and in one that doesn't", () => {
    const { props, secrets } = readProperties({
      wire: secret({ value: { deep: "a" } }),
      shown: secret({ plaintext: '["b"]' }),
      odd: secret({ plaintext: "not JSON" }),
      hidden: secret({ ciphertext: "v1:abc" }),
      "with.dot": [secret({ value: UNKNOWNS.string })],
    });
    assert.deepEqual(props, {
      wire: { deep: "a" },
      shown: ["b"],
      odd: "not JSON",
      hidden: UNKNOWN,
      "with.dot": [UNKNOWN],
    });
    assert.deepEqual(secrets, ["wire", "shown", "odd", "hidden", '["with.dot"][0]']);
  });

  it("that are outputs are their values, or UNKNOWN", () => {
    const output = (rest: object): object => signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", rest);
    const { props, secrets } = readProperties({ a: output({ value: 1 }), b: output({ secret: true }) });
    assert.deepEqual(props, { a: 1, b: UNKNOWN });
    assert.deepEqual(secrets, ["b"]);
  });

  it("that are assets and archives show what they are made of", () => {
    const text = signed("c44067f5952c0a294b673a41bacd8c17", { text: "", hash: "0" });
    const { props, hasAssetArchive } = readProperties({
      text,
      archive: signed("0def7320c3a5731c473e5ecbe6d01bc7", { assets: { text } }),
    });
    assert.deepEqual(props, { text: { text: "", hash: "0" }, archive: { assets: { text: { text: "", hash: "0" } } } });
    assert.equal(hasAssetArchive, true);
  });

  it("that carry another signature stay as they are", () => {
    const reference = signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "urn:a" });
    assert.deepEqual(readProperties({ reference }).props, { reference });
  });

  it("that are called as JavaScript's own are read like others", () => {
    const json: unknown = JSON.parse('{"a":{"__proto__":{"x":"y"},"constructor":"c","toString":1}}');
    assert.ok(typeof json === "object" && json !== null);
    assert.equal(JSON.stringify(readProperties({ ...json }).props), JSON.stringify(json));
  });

  for (const [what, around] of [
    ["objects", (inner: unknown): unknown => ({ inner })],
    ["lists", (inner: unknown): unknown => [inner]],
    ["secrets", (inner: unknown): unknown => secret({ value: inner })],
  ] as const) {
    it(`that are nested in ${what} deeper than can be judged are refused`, () => {
      const nested = (levels: number): unknown => {
        let value: unknown = "x";
        for (let level = 0; level < levels; level += 1) value = around(value);
        return value;
      };
      assert.doesNotThrow(() => readProperties({ a: nested(DEEPEST) }));
      assert.throws(() => readProperties({ a: nested(DEEPEST + 1) }), TooDeep);
    });
  }
});
