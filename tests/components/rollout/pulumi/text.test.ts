import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { PROVIDER_KEY, providerText } from "../../../../components/rollout/provider/text.ts";
import { RIGHT } from "./fixture.ts";

type Method = (...given: unknown[]) => Promise<unknown>;
type Load = (text: string) => { handler: () => Record<string, Method> };

// What Pulumi's own provider process loads the text with.
const fromSdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
const load = fromSdk("require-from-string") as Load;

describe("the text of a provider in the state", () => {
  for (const part of ["surgeRollout", "configurationShelf"] as const) {
    const text = providerText(part);

    it(`of ${part} is a few lines, and the same each time`, () => {
      assert.ok(text.split("\n").length <= 15, text);
      assert.equal(providerText(part), text);
    });

    it(`of ${part} names a module, and no place of this machine`, () => {
      const others = text.replace("@tidegate/rollout/provider", "");
      assert.doesNotMatch(others, /[/\\]/);
      assert.ok(!text.includes(process.cwd()));
    });

    it(`of ${part} is loaded as Pulumi loads it, and has every method`, () => {
      const handler = load(text).handler();
      assert.deepEqual(Object.keys(handler), ["check", "diff", "create", "read", "update", "delete"]);
    });
  }

  it("answers with what the module of that name says", async () => {
    const { check } = load(providerText("surgeRollout")).handler();
    const news = { ...RIGHT, surge: 0 };
    assert.deepEqual(await check?.({}, news), {
      inputs: news,
      failures: [
        { property: "surge", reason: 'given 0; accepted: a count from 1 to 1000, or a share from "1%" to "100%"' },
      ],
    });
    const { create } = load(providerText("configurationShelf")).handler();
    const made = (await create?.({ compartmentId: "c" })) as { id: string };
    assert.match(made.id, /^shelf-[0-9a-f]{24}$/);
  });

  it("stands where Pulumi looks for it", () => {
    assert.equal(PROVIDER_KEY, "__provider");
  });
});
