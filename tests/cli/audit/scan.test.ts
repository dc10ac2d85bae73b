import assert from "node:assert/strict";
import { resourcesIn } from "../../../cli/audit/scan.ts";
import type { Located } from "../../../cli/audit/scan.ts";
import { Unreadable } from "../../../cli/audit/unreadable.ts";
import { bucket, checkpoint, exported, preview, root } from "./states.ts";

/** In one piece of memory, as a file is read. */
async function* pieces(text: string, size = 1 << 16): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const piece = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield piece.subarray(0, bytes.copy(piece, 0, at));
}

async function scan(text: string, size?: number, largest?: number): Promise<Located[]> {
  const found: Located[] = [];
  for await (const one of resourcesIn(pieces(text, size), largest)) found.push(one);
  return found;
}

const RESOURCES = [
  root("dev"),
  bucket("plain"),
  bucket('ünï "€😀\n\\'),
  bucket("deep", { inputs: { a: [{ urn: "no" }] } }),
];

describe("Resources in a state's bytes", () => {
  const kinds = {
    "an export": exported(RESOURCES),
    "a checkpoint": checkpoint(RESOURCES),
    "a preview": preview(RESOURCES),
    "an export with its version last": { deployment: { resources: RESOURCES }, version: 3 },
  };
  for (const [kind, document] of Object.entries(kinds)) {
    it(`are those of ${kind}, with their bytes and lines, however it is cut and laid out`, async () => {
      for (const [indent, size] of [
        [0, 1],
        [4, 7],
        [2, 1 << 16],
      ]) {
        const text = `${JSON.stringify(document, undefined, indent)}\n\n`;
        const found = await scan(text, size);
        assert.deepEqual(
          found.map(({ json }) => json),
          RESOURCES,
        );
        for (const { json, start, end, line } of found) {
          const bytes = Buffer.from(text);
          assert.deepEqual(JSON.parse(bytes.subarray(start, end).toString()), json);
          assert.equal(line, bytes.subarray(0, start).toString().split("\n").length);
        }
      }
    });
  }

  it("are also those of operations that were left behind", async () => {
    const [first = {}, ...rest] = RESOURCES;
    const document = exported(rest, { pending_operations: [{ resource: first, type: "creating" }] });
    assert.equal((await scan(JSON.stringify(document))).length, RESOURCES.length);
  });

  it("leave out what a preview deletes, and what it replaces come once", async () => {
    const steps = [
      { op: "delete", urn: "gone", oldState: bucket("gone") },
      { op: "create-replacement", oldState: bucket("old"), newState: bucket("new") },
      { op: "replace", oldState: bucket("old"), newState: bucket("new") },
      { op: "same", oldState: bucket("same"), newState: bucket("same") },
    ];
    const found = await scan(JSON.stringify({ steps }));
    assert.deepEqual(
      found.map(({ json }) => json["id"]),
      ["new", "same"],
    );
  });

  it("keep a key that would be a prototype", async () => {
    const text = JSON.stringify(exported([bucket("b")])).replace('"bucket"', '"__proto__"');
    const [found] = await scan(text);
    const inputs = found?.json["inputs"];
    assert.deepEqual(typeof inputs === "object" && Object.keys(inputs ?? {}), ["__proto__", "tags"]);
  });

  it("are none in a state to which nothing was deployed", async () => {
    assert.deepEqual(await scan('{"version":3,"deployment":null}'), []);
    assert.deepEqual(await scan(JSON.stringify(exported([]))), []);
  });

  const whole = JSON.stringify(exported([bucket("b", { inputs: { note: "hidden-in-here" } })]), undefined, 1);
  const faults: Record<string, [text: string, says: RegExp, isJson?: true]> = {
    "nothing at all": ["", /is empty/],
    "a file that was cut off": [whole.slice(0, -20), /ends too early, on line \d+/],
    "a text that was cut off": [whole.slice(0, whole.indexOf("-in-here")), /ends too early|damaged/],
    "something behind the end": [`${whole}hidden-in-here`, /damaged: it can't be read from line \d+ on/],
    "a wrong word": [whole.replace('"hidden-in-here"', "hidden-in-here"), /from line 1\d on/],
    "a text where none may be": ['{"version" "hidden-in-here"}', /damaged: it can't be read from line 1 on/],
    YAML: ["version: 3\ndeployment:\n", /from line 1 on/],
    "another JSON": ['{"name":"hidden-in-here","deployment":{}}', /neither a state .* nor a preview/, true],
    "a list": ["[1]", /neither a state/, true],
    "too many levels": [`{"version":3,"deployment":{"resources":[{"a":${"[".repeat(5000)}`, /deeper than 4096 levels/],
  };
  for (const [name, [text, says, isJson = false]] of Object.entries(faults)) {
    it(`refuse ${name}, and quote nothing of it`, async () => {
      for (const size of [3, 1 << 16]) {
        await assert.rejects(scan(text, size), (error) => {
          assert.ok(error instanceof Unreadable);
          assert.match(error.message, says);
          assert.doesNotMatch(error.message, /hidden/);
          return error.isJson === isJson;
        });
      }
    });
  }

  it("refuse a text and a resource that are larger than they may be, and take many that are smaller", async () => {
    const long = "a".repeat(3000);
    await assert.rejects(
      scan(`{"deployment":{"note":"${long}`, 100, 2000),
      /more than 2000 bytes in one piece, from line 1/,
    );
    const fat = JSON.stringify(exported([bucket("b", { inputs: { many: long.split("") } })]));
    await assert.rejects(scan(fat, 100, 2000), /more than 2000 bytes in one piece/);
    const many = Array.from({ length: 20 }, (_, at) => bucket(`b${at}`));
    assert.equal((await scan(JSON.stringify(exported(many)), 100, 2000)).length, 20);
  });
});
