import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { auditPolicies } from "@tidegate/policies/audit";
import type { ResourcePolicy, StackPolicy } from "@tidegate/policy";
import { judge } from "../../../cli/audit/judge.ts";
import type { Found } from "../../../cli/audit/judge.ts";
import { rulesOf } from "../../../cli/audit/rules.ts";
import { openSource } from "../../../cli/audit/source.ts";
import { bucket, checkpoint, exported, preview, root, secret } from "./states.ts";
import type { Resource } from "./states.ts";

const ABOUT = { description: "", remedy: "", sources: [], levels: { dev: "mandatory", prod: "mandatory" } } as const;
const wrong: ResourcePolicy = {
  ...ABOUT,
  name: "wrong",
  about: "resource",
  types: "all",
  judge: ({ props }) => (props["bucket"] === "wrong" ? [{ path: "bucket", says: "is wrong" }] : []),
};
/** Reads each resource once more, from its bytes. */
const made: StackPolicy = {
  ...ABOUT,
  name: "made",
  about: "stack",
  judge: (resources) =>
    resources.flatMap(({ urn, props }) =>
      props["arn"] === "arn:aws:s3:::wrong" ? [{ urn, path: "arn", says: "is wrong" }] : [],
    ),
};

interface Told {
  readonly told: readonly string[];
  readonly resources: number;
  readonly unreadable?: string;
}

async function told(bytes: string | Buffer, size = 1 << 16): Promise<Told> {
  const rules = await rulesOf([wrong, made, ...auditPolicies], undefined);
  assert.ok("rules" in rules);
  const found: Found[] = [];
  const all = Buffer.from(bytes);
  const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.subarray(at * size, (at + 1) * size),
  );
  const source = openSource("-", Readable.from(pieces));
  try {
    const options = { today: "2026-11-21", read: () => {}, tell: (one: Found) => void found.push(one) };
    const { resources, unreadable } = await judge(source, { ...rules, ...options });
    const lines = found.map(({ policy, urn, path, rule }) =>
      [policy.name, urn.split("::").at(-1), path, rule].join(" ").trim(),
    );
    return { told: lines, resources, ...(unreadable !== undefined && { unreadable: unreadable.message }) };
  } finally {
    source.close();
  }
}

const RESOURCES = [root("dev"), bucket("right"), bucket("wrong")];
const FOUND = ["wrong wrong bucket", "made wrong arn"];
const text = (document: Resource, indent = 4): string => JSON.stringify(document, undefined, indent);
const versioned = (version: number) => ({ ...exported(RESOURCES), version });

/** What an engine tells of its steps, as --event-log writes it. */
function eventLog(...events: Resource[]): string {
  const prelude = { preludeEvent: { config: {} } };
  return [prelude, ...events, { summaryEvent: {} }]
    .map((event, sequence) => `${JSON.stringify({ sequence, timestamp: 1763700000, ...event })}\n`)
    .join("");
}
const step = (kind: string, op: string, resource: Resource | null): Resource => ({
  [kind]: { metadata: { op, urn: "", type: "", old: null, new: resource } },
});

describe("A state that this project didn't write", () => {
  const shapes: Record<string, string | Buffer> = {
    "of the first version": text(versioned(1)),
    "of the second version": text(versioned(2)),
    "of the fourth version, with features": text({ features: ["refreshBeforeUpdate"], ...versioned(4) }),
    "as a checkpoint of the first version": text({ ...checkpoint(RESOURCES), version: 1 }),
    "with a byte order mark": `\uFEFF${text(exported(RESOURCES))}`,
    "with CRLF": text(exported(RESOURCES)).replaceAll("\n", "\r\n"),
    "in one line": text(exported(RESOURCES), 0),
    "packed by gzip": gzipSync(text(checkpoint(RESOURCES))),
    "packed by gzip in two members": Buffer.concat(
      [text(exported(RESOURCES)).slice(0, 400), text(exported(RESOURCES)).slice(400)].map((part) => gzipSync(part)),
    ),
    "with what is done last first": text({ deployment: exported(RESOURCES)["deployment"], version: 3 }),
    "as a preview with diagnostics": text({ ...preview(RESOURCES), diagnostics: [{ message: "a", severity: "info" }] }),
    "as an event log": eventLog(
      ...RESOURCES.flatMap((resource) => [
        step("resourcePreEvent", "create", { ...resource, outputs: {} }),
        step("resOutputsEvent", "create", resource),
      ]),
    ),
  };
  for (const [shape, bytes] of Object.entries(shapes)) {
    it(`is judged ${shape}, however it is cut`, async () => {
      for (const size of [1, 97, 1 << 16]) {
        assert.deepEqual(await told(bytes, size), { told: FOUND, resources: 3 });
      }
    });
  }

  const empty = {
    "without anything deployed": '{"version":3,"deployment":null}',
    "without a resource": text(exported([])),
    "without a list of resources": '{"version":3,"deployment":{"manifest":{},"secrets_providers":{"type":"service"}}}',
    "as a checkpoint that was just made": '{"version":3,"checkpoint":{"stack":"organization/shop/dev"}}',
  };
  for (const [shape, state] of Object.entries(empty)) {
    it(`is no fault ${shape}`, async () => assert.deepEqual(await told(state), { told: [], resources: 0 }));
  }

  for (const provider of ["passphrase", "service", "awskms", "gcpkms", "azurekeyvault", "hashivault"]) {
    it(`tells of what ${provider} encrypted, and not of the provider's own state`, async () => {
      const hidden = bucket("right", { inputs: { note: secret({ ciphertext: "v1:abc:def" }) } });
      const secrets = { secrets_providers: { type: provider, state: { salt: "v1:abc", encryptedkey: "abc" } } };
      assert.deepEqual((await told(text(exported([hidden], secrets)))).told, [
        "no-encrypted-value right note encrypted-value",
      ]);
    });
  }

  it("tells of operations that were left behind", async () => {
    const operation = { resource: bucket("wrong", { outputs: {} }), type: "creating" };
    assert.deepEqual((await told(text(exported([], { pending_operations: [operation] })))).told, [
      "wrong wrong bucket",
    ]);
  });

  it("tells of an object that has a key twice, because only the last can be looked at", async () => {
    const twice = text(exported([bucket("right")])).replace('"tags":', '"tags": {"hidden": "here"}, "tags":');
    assert.deepEqual((await told(twice)).told, ["resource-readable right  twin-keys"]);
    const resources = text(exported(RESOURCES)).replace('"resources":', '"resources": [], "resources":');
    assert.deepEqual((await told(resources)).told, FOUND);
  });
});

describe("An event log", () => {
  it("gives what was begun and never ended, what failed, and nothing twice", async () => {
    const log = eventLog(
      step("resourcePreEvent", "create", bucket("wrong", { outputs: {} })),
      step("resourcePreEvent", "create-replacement", bucket("a")),
      step("resourcePreEvent", "replace", bucket("a")),
      step("resOutputsEvent", "create-replacement", bucket("a")),
      step("resOutputsEvent", "replace", bucket("a")),
      step("resOpFailedEvent", "update", bucket("b")),
      step("resourcePreEvent", "delete", null),
    );
    assert.deepEqual(await told(log), { told: ["wrong wrong bucket"], resources: 3 });
  });

  it("may hold nothing, and be cut off", async () => {
    assert.deepEqual(await told(eventLog()), { told: [], resources: 0 });
    const log = eventLog(...RESOURCES.map((resource) => step("resOutputsEvent", "same", resource)));
    const { unreadable, resources } = await told(log.slice(0, log.lastIndexOf("wrong")));
    assert.deepEqual([resources, unreadable], [2, "is a damaged event log: line 4 can't be read"]);
  });
});
