import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { SAMPLE, urnOf, withPack } from "./served.ts";
import type { Asked, ServedPack, Told } from "./served.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const STACK: Asked = { type: "pulumi:pulumi:Stack", name: "probe-test" };

const lines = (told: readonly Told[]): string[] =>
  told.map(({ policy, message, isMandatory }) => `${isMandatory ? "mandatory" : "advisory"} ${policy}: ${message}`);

const exemption = (given: object = {}): Record<string, string> => ({
  policy: "closed",
  resource: "*::door",
  reason: "A door that is open by its purpose.",
  until: "2026-11-21",
  ...given,
});

/** A pack whose exemptions are these. */
const exempting = (pack: ServedPack, ...list: Record<string, string>[]): Promise<void> =>
  pack.configure({ exemptions: { level: "advisory", keys: { list } } });

describe("a pack", () => {
  const open: Asked = { name: "door", props: { open: true } };
  let pack: ServedPack;
  let finish: () => void;
  let ended: Promise<void>;

  before(async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    finish = () => resolve(undefined);
    await new Promise<void>((ready, failed) => {
      ended = withPack(SAMPLE, async (served) => {
        pack = served;
        ready();
        await promise;
      });
      ended.catch(failed);
    });
  });

  // Each test configures the pack anew.
  beforeEach(() => pack.configure({}));

  after(async () => {
    finish();
    await ended;
  });

  it("tells a finding by its path, what is wrong, the remedy and the rule", async () => {
    assert.deepEqual(lines(await pack.analyze(open)), [
      "mandatory closed: Nothing is open.\nopen: is true. Close it. [by-flag]",
    ]);
  });

  it("says nothing of what is right, and of types that no policy judges", async () => {
    assert.deepEqual(await pack.analyze({ name: "door", props: { open: false } }), []);
    assert.deepEqual(await pack.analyze({ ...open, type: "test:index:Other" }), []);
  });

  it("prints its port and nothing else", async () => {
    await pack.analyze(open);
    await pack.analyze({ name: "a", props: { explode: "now" } });
    assert.match(pack.printed(), /^\d+\n$/);
  });

  it("holds a policy as strictly as the engine says", async () => {
    await pack.configure({ closed: { level: "advisory" } });
    assert.match(lines(await pack.analyze(open))[0] ?? "", /^advisory closed/);
  });

  it("gives a policy what it is configured with, and defaults for the rest", async () => {
    await pack.configure({ closed: { keys: { allowed: ["door"] } } });
    assert.deepEqual(await pack.analyze(open), []);
    assert.equal((await pack.analyze({ ...open, name: "window" })).length, 1);
  });

  it("says once, of the stack, which keys a policy doesn't have, and doesn't let it judge", async () => {
    await pack.configure({ closed: { level: "advisory", keys: { alowed: ["door"], other: 1 } } });
    assert.deepEqual(lines(await pack.analyze(STACK)), [
      "mandatory closed: The policy closed is configured with alowed, other, which it doesn't know. It judged nothing.",
    ]);
    assert.deepEqual(await pack.analyze(open), []);
  });

  for (const [explode, kind] of [
    ["now", "RangeError"],
    ["later", "TypeError"],
  ] as const) {
    it(`tells of a policy that fails ${explode} by its name and the kind of error alone, as mandatory`, async () => {
      const password = randomBytes(12).toString("hex");
      const told = await pack.analyze({ name: "a", props: { explode, password } });
      assert.deepEqual(lines(told), [
        `mandatory careless: The policy careless gave no judgement: it failed (${kind}). What isn't judged doesn't pass.`,
      ]);
      assert.ok(!pack.printed().includes(password));
    });
  }

  it("tells values that aren't known from those that are, and secrets by their path, however deep", async () => {
    const props = {
      curious: true,
      later: UNKNOWN,
      list: [{ deep: UNKNOWN }, "known"],
      secret: { [SIGNATURE]: SECRET, value: UNKNOWN },
      pair: { known: { [SIGNATURE]: SECRET, value: "x" } },
    };
    const said = (await pack.analyze({ name: "a", props })).map(({ message }) => message.split("\n")[1]);
    assert.deepEqual(said.toSorted(), [
      "later: isn't known. Nothing is wrong.",
      "list.0.deep: isn't known. Nothing is wrong.",
      "pair.known: is secret. Nothing is wrong.",
      "secret: is secret. Nothing is wrong.",
      "secret: isn't known. Nothing is wrong.",
    ]);
  });

  it("reads what @pulumi/policy's own reader can't: an asset without text", async () => {
    const props = { open: true, code: { [SIGNATURE]: ASSET, text: "" } };
    assert.equal((await pack.analyze({ name: "a", props })).length, 1);
  });

  it("reads a resource once for all its policies", async () => {
    assert.deepEqual(lines(await pack.analyze({ name: "a", props: { same: true } })), [
      "mandatory second: Policies see the same object.\nis seen again by the second. Nothing is wrong.",
    ]);
  });

  describe("with properties that the engine hides from judgement, and shows to whom sets something right", () => {
    const token = { [SIGNATURE]: SECRET, value: "x" };
    const shown = { list: [{}, { plain: 1 }], bag: {}, gone: {} };
    const whole = { ...shown, __code: token, list: [{}, { plain: 1, __in: { list: "x" } }], gone: { __in: "x" } };
    const said = async (asked: Asked): Promise<string[]> =>
      (await pack.analyze(asked)).map(({ message }) => message.split("\n")[1] ?? "").toSorted();

    it("judges them where they were, of that resource alone", async () => {
      await pack.remediate({ name: "a", props: whole });
      assert.deepEqual(await said({ name: "a", props: { ...shown, gone: "otherwise" } }), [
        "__code: is a hidden secret. Show it.",
        "list.1.__in.list: is hidden. Show it.",
      ]);
      assert.deepEqual(await said({ name: "b", props: shown }), []);
    });

    it("forgets them once they are gone", async () => {
      await pack.remediate({ name: "a", props: whole });
      await pack.remediate({ name: "a", props: shown });
      assert.deepEqual(await said({ name: "a", props: shown }), []);
    });

    it("refuses what is nested too deep to be judged among them", async () => {
      let deep: JavaScriptValue = {};
      for (let level = 0; level < 300; level += 1) deep = { inner: deep };
      await pack.remediate({ name: "deep", props: { __deep: deep } });
      const told = lines(await pack.analyze({ name: "deep" }));
      assert.match(told.join("\n"), /mandatory hidden: .*couldn't be read \(TooDeep\)/);
    });
  });

  it("tells a policy of the whole stack what the program gives and what the cloud fills in", async () => {
    await pack.analyze({ name: "cloudy", props: { given: UNKNOWN } });
    const told = await pack.analyzeStack([{ name: "cloudy", props: { given: UNKNOWN, filled: UNKNOWN, known: 1 } }]);
    assert.deepEqual(
      told.map(({ message }) => message.split("\n")[1]),
      ["filled: isn't given. Give it."],
    );
  });

  it("refuses what is nested too deep to be judged", async () => {
    let deep: JavaScriptValue = {};
    for (let level = 0; level < 300; level += 1) deep = { inner: deep };
    const told = await pack.analyze({ name: "a", props: { deep } });
    assert.ok(told.every(({ isMandatory, message }) => isMandatory && message.includes("couldn't be read (TooDeep)")));
    assert.ok(told.length > 0);
  });

  it("judges a stack as a whole, and tells of the resource that a finding is about", async () => {
    const things = ["a", "b", "c", "d"].map((name) => ({ name }));
    const told = await pack.analyzeStack([STACK, ...things]);
    assert.deepEqual(lines(told), ["mandatory few: There are few things.\nis one more than 3. Have fewer."]);
    assert.equal(told[0]?.urn, urnOf({ name: "d" }));
  });

  it("sets right what a policy sets right, and keeps secrets secret", async () => {
    const token = { [SIGNATURE]: SECRET, value: "x" };
    const props = { tags: "none", token, later: UNKNOWN };
    assert.equal(await pack.remediate({ name: "a", props: { ...props, tags: "some" } }), undefined);
    assert.deepEqual(await pack.remediate({ name: "a", props }), { tags: { owner: "nobody" }, token, later: UNKNOWN });
  });

  it("keeps a value secret that it sets right", async () => {
    const tags = { [SIGNATURE]: SECRET, value: "none" };
    assert.deepEqual(await pack.remediate({ name: "a", props: { tags } }), {
      tags: { [SIGNATURE]: SECRET, value: { owner: "nobody" } },
    });
  });

  describe("with exemptions", () => {
    it("lists one that is in force, on its last day too, and finds nothing on its resource", async () => {
      await exempting(pack, exemption());
      assert.deepEqual(lines(await pack.analyze(STACK)), [
        "advisory exemptions: Exemptions say what they are for, why, and until when.\n" +
          "closed doesn't hold for *::door until 2026-11-21: A door that is open by its purpose.",
      ]);
      assert.deepEqual(await pack.analyze(open), []);
      assert.equal((await pack.analyze({ ...open, name: "window" })).length, 1);
    });

    it("doesn't count one that has ended, and says so", async () => {
      await exempting(pack, exemption({ until: "2026-11-20" }));
      assert.match(lines(await pack.analyze(STACK))[0] ?? "", /advisory.* ended on 2026-11-20 and counts no longer/s);
      assert.match(
        lines(await pack.analyze(open))[0] ?? "",
        /^mandatory closed.* Its exemption ended on 2026-11-20\.$/s,
      );
    });

    for (const [key, value] of [
      ["policy", "closd"],
      ["resource", "**"],
      ["reason", "because"],
      ["until", "2027-02-30"],
    ] as const) {
      it(`refuses one whose ${key} is ${value}, and counts none`, async () => {
        await exempting(pack, exemption(), exemption({ [key]: value }));
        const told = lines(await pack.analyze(STACK));
        assert.equal(told.length, 1);
        assert.ok(told[0]?.startsWith(`mandatory exemptions: list[1].${key}: `), told[0]);
        assert.equal((await pack.analyze(open)).length, 1);
      });
    }

    it("doesn't cover a policy that fails", async () => {
      await exempting(pack, exemption({ policy: "careless" }));
      assert.equal((await pack.analyze({ name: "door", props: { explode: "now" } })).length, 1);
    });

    it("covers the resource that a finding about the stack names", async () => {
      await exempting(pack, exemption({ policy: "few", resource: urnOf({ name: "d" }) }));
      await pack.analyze(STACK);
      assert.deepEqual(await pack.analyzeStack([STACK, ...["a", "b", "c", "d"].map((name) => ({ name }))]), []);
    });
  });
});
