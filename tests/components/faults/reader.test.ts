import assert from "node:assert/strict";
import { ConfigReader, InvalidArguments } from "@tidegate/faults";

const VALUES: Record<string, string> = {
  name: "api",
  empty: "",
  count: "3",
  on: "true",
  mode: "pinned",
  list: '["a","b"]',
  things: '[{"a":1}]',
};
const reader = (change: Record<string, string> = {}) =>
  new ConfigReader("quiz", (key) => ({ ...VALUES, ...change })[key]);

/** The faults that `done` throws: path and what would be accepted. */
function told(work: (reader: ConfigReader) => unknown, change: Record<string, string> = {}): string[] {
  const subject = reader(change);
  work(subject);
  try {
    subject.done();
  } catch (error) {
    assert.ok(error instanceof InvalidArguments);
    return error.faults.map(({ path, accepted }) => `${path}: ${accepted}`);
  }
  return [];
}

describe("a reader of configuration", () => {
  it("gives each value as what it is", () => {
    const subject = reader();
    assert.equal(subject.text("name"), "api");
    assert.equal(subject.text("missing"), "");
    assert.equal(subject.optional("empty"), undefined);
    assert.equal(subject.needed("name"), "api");
    assert.equal(subject.number("count"), 3);
    assert.equal(subject.flag("on"), true);
    assert.equal(subject.choice("mode", ["floating", "pinned"]), "pinned");
    assert.deepEqual(subject.texts("list"), ["a", "b"]);
    assert.deepEqual(subject.objects("things"), [{ a: 1 }]);
    subject.done();
  });

  const wrong: Record<string, [Record<string, string>, (reader: ConfigReader) => unknown, string]> = {
    "a needed text that is empty": [{}, (r) => r.needed("empty"), "quiz:empty: a text that isn't empty"],
    "a number that is none": [{ count: "many" }, (r) => r.number("count"), "quiz:count: a whole number"],
    "a switch that is neither": [{ on: "yes" }, (r) => r.flag("on"), "quiz:on: true or false"],
    "a word that is none of them": [
      { mode: "loose" },
      (r) => r.choice("mode", ["floating", "pinned"]),
      "quiz:mode: floating or pinned",
    ],
    "a list that is none": [{ list: "a,b" }, (r) => r.texts("list"), "quiz:list: a list of texts"],
  };
  for (const [what, [change, read, expected]] of Object.entries(wrong)) {
    it(`tells ${what}, under the key that a person set`, () => {
      assert.deepEqual(told(read, change), [expected]);
    });
  }

  it("tells all faults together, and one that couldn't be read once", () => {
    const faults = told(
      (subject) => {
        subject.number("count");
        subject.flag("on");
        subject.add({ path: "quiz:count", given: Number.NaN, accepted: "1 to 10" });
        subject.add({ path: "quiz:name", given: "api", accepted: "another name" });
      },
      { count: "many", on: "yes" },
    );
    assert.deepEqual(faults, ["quiz:count: a whole number", "quiz:on: true or false", "quiz:name: another name"]);
  });
});
