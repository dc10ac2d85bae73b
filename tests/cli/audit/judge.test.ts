import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { policies } from "@tidegate/policies";
import { noEncryptedValue, resourceReadable } from "@tidegate/policies/audit";
import type { JudgedResource, Policy, ResourcePolicy, StackPolicy } from "@tidegate/policy";
import { judge } from "../../../cli/audit/judge.ts";
import type { Found, JudgeOptions, Judgement } from "../../../cli/audit/judge.ts";
import { rulesOf } from "../../../cli/audit/rules.ts";
import { openSource } from "../../../cli/audit/source.ts";
import { bucket, exported, preview, root, secret } from "./states.ts";
import type { Resource } from "./states.ts";

const ABOUT = {
  description: "It holds.",
  remedy: "Mend it.",
  sources: [],
  levels: { dev: "advisory", prod: "mandatory" },
} as const;

/** Finds each bucket whose input `bucket` is `wrong`. */
const named: ResourcePolicy = {
  ...ABOUT,
  name: "named",
  about: "resource",
  types: ["aws:s3/bucket:Bucket"],
  judge: ({ props }) => (props["bucket"] === "wrong" ? [{ path: "bucket", says: "has a wrong name" }] : []),
};

async function judged(
  document: Resource,
  policies: readonly Policy[],
  options: Partial<JudgeOptions> & { readonly config?: object } = {},
): Promise<Judgement & { readonly found: Found[] }> {
  const rules = await rulesOf(policies, options.config);
  assert.ok("rules" in rules);
  const found: Found[] = [];
  const source = openSource("-", Readable.from([Buffer.from(JSON.stringify(document, undefined, 1))]));
  try {
    const told = { today: "2026-11-21", read: () => {}, tell: (one: Found) => found.push(one) };
    return { ...(await judge(source, { ...rules, ...told, ...options })), found };
  } finally {
    source.close();
  }
}

/** A policy of the whole stack that remembers what it was asked about. */
function whole(ask: StackPolicy["judge"]): StackPolicy {
  return { ...ABOUT, name: "whole", about: "stack", judge: ask };
}

/** Line on which a resource begins, as `judged` lays the document out: the one before its URN's. */
function lineOf(document: Resource, name: string): number {
  return JSON.stringify(document, undefined, 1)
    .split("\n")
    .findIndex((line) => line.includes('"urn"') && line.includes(`::${name}"`));
}

describe("An audit of one input", () => {
  it("looks into what a provider said of a resource that didn't come up", async () => {
    const token = `ghp_${randomBytes(27).toString("base64").replaceAll(/\W/g, "a").slice(0, 36)}`;
    const failed = bucket("failed", { initErrors: ["no answer", `asked with ${token}`] });
    const { found } = await judged(exported([root("dev"), failed]), policies);
    const told = found.filter(({ policy }) => policy.name === "no-secret-in-outputs");
    const places = new Set(told.map(({ urn, path }) => `${urn.split("::").at(-1)}: ${path}`));
    assert.deepEqual([...places], ["failed: initErrors[1]"]);
    assert.ok(!JSON.stringify(found).includes(token));
  });

  it("finds what is wrong with a resource, and tells where", async () => {
    const document = exported([root("dev"), bucket("right"), bucket("wrong")]);
    const { found, resources } = await judged(document, [named]);
    assert.equal(resources, 3);
    assert.deepEqual(
      found.map(({ policy, urn, path, level, line, isExempt }) => [policy.name, urn, path, level, line, isExempt]),
      [["named", bucket("wrong")["urn"], "bucket", "advisory", lineOf(document, "wrong"), false]],
    );
  });

  it("asks a policy about the types that it judges, with inputs alone", async () => {
    const asked: JudgedResource[] = [];
    const policy: ResourcePolicy = { ...named, judge: (resource) => (asked.push(resource), []) };
    await judged(exported([root("dev", { bucket: "no" }), bucket("b", { protect: true })]), [policy]);
    assert.deepEqual(asked, [
      {
        type: "aws:s3/bucket:Bucket",
        urn: bucket("b")["urn"],
        name: "b",
        props: { bucket: "b", tags: { Name: "b" } },
        secrets: [],
        protect: true,
        additionalSecretOutputs: [],
        parent: root("dev")["urn"],
      },
    ]);
  });

  it("asks a policy of the whole stack about all resources, with outputs over inputs, as often as it looks", async () => {
    const seen: unknown[] = [];
    const policy = whole((resources) => {
      for (const round of [1, 2])
        for (const { type, name, props, parent } of resources) seen.push([round, type, name, props, parent]);
      return [
        { path: "", says: "is incomplete" },
        { path: "arn", says: "is odd", urn: resources[2]?.urn },
      ];
    });
    const inputs = { bucket: "given", acl: "private" };
    const document = exported([root("dev"), bucket("a", { inputs }), bucket("b")]);
    const { found } = await judged(document, [policy]);
    assert.deepEqual(seen[1], [
      1,
      "aws:s3/bucket:Bucket",
      "a",
      { bucket: "a", acl: "private", arn: "arn:aws:s3:::a", tags: { Name: "a" } },
      root("dev")["urn"],
    ]);
    assert.equal(seen.length, 6);
    assert.deepEqual(
      found.map(({ urn, line, says }) => [urn, line, says]),
      [
        [root("dev")["urn"], lineOf(document, "shop-dev"), "is incomplete"],
        [bucket("b")["urn"], lineOf(document, "b"), "is odd"],
      ],
    );
  });

  const levels = {
    "the stack dev": ["dev", undefined, {}, "advisory"],
    "the stack prod": ["prod", undefined, {}, "mandatory"],
    "a stack of any other name": ["staging", undefined, {}, "mandatory"],
    "an environment that is given": ["dev", "prod", {}, "mandatory"],
    "a level that is configured": ["dev", "prod", { whole: "advisory" }, "advisory"],
    "one that would be set right": ["dev", undefined, { all: "remediate" }, "mandatory"],
  } as const;
  for (const [name, [stack, environment, config, level]] of Object.entries(levels)) {
    it(`is as strict as ${name} has it`, async () => {
      const policy = whole(() => [{ path: "", says: "is odd" }]);
      const { found } = await judged(exported([root(stack)]), [policy], { environment, config });
      assert.deepEqual(
        found.map((one) => one.level),
        [level],
      );
    });
  }

  it("doesn't ask a policy that is disabled", async () => {
    const policy = whole(() => assert.fail("it was asked"));
    assert.deepEqual((await judged(exported([root("dev")]), [policy], { config: { whole: "disabled" } })).found, []);
  });

  it("tells what is exempt and what no longer is", async () => {
    const exempt = (until: string) => ({
      exemptions: { list: [{ policy: "named", resource: "*::wrong", reason: "It came so.", until }] },
    });
    const document = exported([bucket("wrong")]);
    const [inForce] = (await judged(document, [named], { config: exempt("2026-11-21") })).found;
    const [ended] = (await judged(document, [named], { config: exempt("2026-11-20") })).found;
    assert.deepEqual([inForce?.isExempt, ended?.isExempt, ended?.exemption?.until], [true, false, "2026-11-20"]);
  });

  it("takes a policy that fails for a mandatory finding, and doesn't tell the error's message", async () => {
    const fails: ResourcePolicy = {
      ...named,
      judge() {
        throw new RangeError("of no use: hidden");
      },
    };
    const later = whole(() => Promise.reject(new Error("hidden")));
    const { found } = await judged(exported([bucket("b")]), [fails, later]);
    assert.deepEqual(
      found.map(({ policy, level, rule, says }) => [policy.name, level, rule, says]),
      [
        ["named", "mandatory", "unjudged", "wasn't judged, because the policy failed (RangeError), and doesn't pass"],
        ["whole", "mandatory", "unjudged", "wasn't judged, because the policy failed (Error), and doesn't pass"],
      ],
    );
  });

  it("tells of a resource that is nested too deep, and judges the others", async () => {
    const deep: unknown = JSON.parse(`${"[".repeat(300)}1${"]".repeat(300)}`);
    let count = 0;
    const policy = whole((resources) => ((count = resources.filter(({ props }) => "bucket" in props).length), []));
    const document = exported([bucket("deep", { inputs: { deep } }), bucket("wrong")]);
    const { found } = await judged(document, [named, policy, resourceReadable]);
    assert.deepEqual(
      found.map((one) => [one.policy.name, one.urn, one.rule]),
      [
        ["resource-readable", bucket("deep")["urn"], "too-deep"],
        ["named", bucket("wrong")["urn"], undefined],
      ],
    );
    assert.equal(count, 1);
  });

  it("keeps what it found before the file turned out to be damaged", async () => {
    const { found, unreadable, resources } = await judged(
      exported([bucket("wrong"), { id: "without a urn" }, bucket("b")]),
      [named],
    );
    assert.deepEqual([found.length, resources], [1, 1]);
    assert.match(unreadable?.message ?? "", /has a resource without urn and type, on line 30/);
  });
});

describe("A secret that an output repeats", () => {
  const url = `https://app:${randomBytes(9).toString("hex")}@db.example.com/app`;
  const places = async (inputs: Resource, outputs: Resource) => {
    const secretFree = policies.filter(({ name }) => name.startsWith("no-secret-"));
    const { found } = await judged(exported([bucket("b", { inputs, outputs })]), secretFree);
    return [...new Set(found.map(({ policy, path }) => `${policy.name} ${path}`))];
  };

  it("is told once, and what only the output holds as well", async () => {
    const inputs = { list: [{ url }] };
    assert.deepEqual(await places(inputs, { list: [{ url, id: 1 }] }), ["no-secret-by-content list[0].url"]);
    assert.deepEqual(await places(inputs, { list: [{ url }], made: url }), [
      "no-secret-by-content list[0].url",
      "no-secret-in-outputs made",
    ]);
  });
});

describe("Encrypted values", () => {
  const encrypted = secret({ ciphertext: "v1:abc:def" });
  const ask = async (document: Resource) =>
    (await judged(document, [noEncryptedValue])).found.map(({ urn, path }) => [urn, path]);
  const urn = bucket("b")["urn"];

  it("are found in inputs and outputs, each once", async () => {
    const document = exported([
      root("dev", { "the key": encrypted }),
      bucket("b", {
        inputs: { password: encrypted, both: encrypted, list: [{ a: encrypted }], shown: secret({ plaintext: '"x"' }) },
        outputs: { password: "known", both: encrypted },
      }),
    ]);
    assert.deepEqual(await ask(document), [
      [root("dev")["urn"], '["the key"]'],
      [urn, "password"],
      [urn, "both"],
      [urn, "list[0].a"],
    ]);
  });

  it("are none where secrets are shown, and no unknown value is one", async () => {
    const shown = { a: secret({ plaintext: '"CHANGEME"' }), b: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    assert.deepEqual(await ask(exported([bucket("b", { inputs: shown, outputs: shown })])), []);
  });

  it("are told without a key that could be a secret itself", async () => {
    const document = exported([bucket("b", { inputs: { map: { plain: 1, Tr0ub4dor: encrypted, user: encrypted } } })]);
    assert.deepEqual(await ask(document), [
      [urn, "map[key 2]"],
      [urn, "map.user"],
    ]);
  });

  it("are found where a preview masks them", async () => {
    assert.deepEqual(await ask(preview([bucket("b", { inputs: { password: "[secret]" } })])), [[urn, "password"]]);
  });

  it("are no fault of the backend's own configuration", async () => {
    const state = { salt: "v1:abc", encryptedkey: "abc" };
    assert.deepEqual(await ask(exported([bucket("b")], { secrets_providers: { type: "passphrase", state } })), []);
  });
});
