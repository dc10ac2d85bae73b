/** Each of the real stacks passes in prod, and what is broken in it is caught at preview, where it stands, by the real engine. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { openRehearsal } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { breaksOf } from "./breaks/index.ts";
import { drawSecrets } from "./breaks/secrets.ts";
import { previewBroken } from "./broken.ts";
import { judge } from "./judged.ts";

const PLANTED = drawSecrets();

describe("the policies, asked about the real stacks of prod", function () {
  this.timeout(300_000);
  let rehearsal: Rehearsal;
  before(async () => {
    rehearsal = await openRehearsal("policy-breaks");
  });
  after(() => rehearsal.close());

  for (const [system, breaks] of Object.entries(breaksOf(PLANTED))) {
    it(`let ${system} pass as it is`, async () => {
      const { code, output, found } = await previewBroken(rehearsal, system, "not", []);
      assert.deepEqual(found, []);
      assert.equal(code, 0, output);
    });

    it(`catch each of ${breaks.length} things broken in ${system}, where it is broken, and nothing else`, async () => {
      const { code, output, said, found } = await previewBroken(rehearsal, system, "all", breaks);
      assert.deepEqual(judge(breaks, found), { missed: [], other: [] }, output.slice(-3000));
      assert.notEqual(code, 0);
      // The diff shows the program's own properties, as it would without a policy. What the policies say shows none.
      for (const secret of [PLANTED.token, PLANTED.accessKey]) {
        for (const form of [secret, Buffer.from(secret).toString("base64"), gzipSync(secret).toString("base64")]) {
          assert.ok(!said.includes(form), "no violation tells the value");
        }
      }
    });
  }
});
