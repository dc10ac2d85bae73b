/** Each of the real stacks passes in prod, and one thing broken in it is caught at preview, by the real engine. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { openRehearsal } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { breaksOf } from "./breaks.ts";
import { brokenStack, previewed } from "./broken.ts";

/** Drawn anew, and of a form that nobody takes for anything else. */
const SECRET = `ghp_${randomBytes(27).toString("base64").replaceAll(/\W/g, "a").slice(0, 36)}`;

const CONFIG: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // Nobody has brought up dev, whose provider prod would find.
  foundation: { "foundation:oidcProvider": "create" },
};

describe("the policies, asked about the real stacks of prod", function () {
  this.timeout(300_000);
  let rehearsal: Rehearsal;
  before(async () => {
    rehearsal = await openRehearsal("policy-breaks");
  });
  after(() => rehearsal.close());

  for (const [system, breaks] of Object.entries(breaksOf(SECRET))) {
    it(`let ${system} pass as it is`, async () => {
      const stack = await brokenStack(rehearsal, system, []);
      await stack.configure(CONFIG[system] ?? {});
      const { code, output, mandatory } = await previewed(stack, system);
      assert.deepEqual(mandatory, []);
      assert.equal(code, 0, output);
    });

    it(`catch what is broken in ${system}: ${breaks.map(({ policy }) => policy).join(", ")}`, async () => {
      const stack = await brokenStack(rehearsal, system, breaks);
      await stack.configure(CONFIG[system] ?? {});
      const { code, output, mandatory } = await previewed(stack, system);
      assert.notEqual(code, 0);
      const caught = new Set(mandatory.map(({ policy }) => policy));
      const missed = breaks.filter(({ policy }) => !caught.has(policy)).map(({ policy }) => policy);
      assert.deepEqual(missed, [], output.slice(-3000));
      // The diff shows the program's own properties, as it would without a policy. What the policies say shows none.
      const said = output.slice(output.indexOf("Policies:"));
      for (const form of [SECRET, Buffer.from(`TOKEN=${SECRET}`).toString("base64")]) {
        assert.ok(!said.includes(form), "no violation tells the value");
      }
    });
  }
});
