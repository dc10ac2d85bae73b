/** The first run, the move into the bucket that it made, and the way back, by the commands themselves under the real engine. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { readState, sameState } from "../../../cli/foundation/state.ts";
import type { State } from "../../../cli/foundation/state.ts";
import { ALIAS, BUCKET, read, REGION, withFoundation } from "./fixture.ts";
import type { Ended, Fixture } from "./fixture.ts";

/** What a move does: make, fill, configure, remove. */
const STEPS = 4;

describe("npm run foundation", function () {
  this.timeout(300_000);

  it("brings the foundation up, moves its state into its bucket and back, and tells where it is", async () => {
    await withFoundation("foundation-move", async (fixture) => {
      const { foundation } = fixture;
      const given = await read(fixture);
      const password = randomUUID();
      await appendFile(fixture.configFile, `  foundation:password: ${password}\n`);
      const text = await read(fixture);
      assert.notEqual(text, given);
      assert.match(
        (await foundation("move", "dev")).stderr,
        /Neither[^]*holds a state: run `npm run foundation -- up`/,
      );

      const up = await ok(foundation("up", "dev", "--yes"));
      assert.match(up.stderr, /state is in the folder[^]*created[^]*next: npm run foundation -- move dev/);
      assert.equal(await read(fixture), text, "the first run leaves no entries in the checkout");
      const before = await stateAt(fixture, "local");

      await ok(foundation("move", "dev"));
      const secrets = `awskms://alias/${ALIAS}?region=${REGION}`;
      assert.match(await read(fixture), /^# A comment that stays\.[^]*\nencryptedkey: \S{100,}\n$/);
      assert.ok((await read(fixture)).includes(`secretsprovider: ${secrets}\n`));
      assert.ok(sameState(await stateAt(fixture, "bucket"), before));
      assert.ok(!(await ok(fixture.pulumi("bucket", "stack", "export"))).stdout.includes(password));
      assert.ok(!(await stacksIn(fixture)).includes("dev.json"), "the folder holds the stack no more");
      assert.match(
        (await ok(foundation("where", "dev"))).stdout,
        new RegExp(`\\nexport PULUMI_BACKEND_URL='s3://${BUCKET}`),
      );
      assert.match((await ok(foundation("up", "dev", "--yes"))).stderr, /state is in the bucket[^]*unchanged/);

      const later = await stateAt(fixture, "bucket");
      await ok(foundation("move", "dev", "--back"));
      assert.equal(await read(fixture), text);
      assert.ok(sameState(await stateAt(fixture, "local"), later));
      assert.match((await fixture.pulumi("bucket", "stack", "export")).stderr, /no stack named/);
      await ok(fixture.pulumi("local", "preview", "--expect-no-changes"));
    });
  });

  it("finishes a move that was killed after each of its steps, there and back", async () => {
    await withFoundation("foundation-kill", async (fixture) => {
      await ok(fixture.foundation("up", "dev", "--yes"));
      const text = await read(fixture);
      const before = await stateAt(fixture, "local");
      for (const [to, ...back] of [["bucket"], ["local", "--back"]] as const) {
        for (let step = 1; step <= STEPS; step += 1) {
          const { signal, stderr } = await fixture.script("killed.ts", fixture.project, "1", ...back);
          assert.equal(signal, "SIGKILL", `${to}, step ${step}:\n${stderr}`);
          if (step === 2)
            assert.match((await fixture.foundation("up", "dev", "--yes")).stderr, /begun and not finished/);
        }
        const end = await ok(fixture.foundation("move", "dev", ...back));
        assert.match(end.stderr, /^looking[^\n]*\nthe state is in [^\n]*\n$/, "nothing was left to do");
        assert.ok(sameState(await stateAt(fixture, to), before));
      }
      assert.equal(await read(fixture), text);
    });
  });
});

async function ok(run: Promise<Ended>): Promise<Ended> {
  const ended = await run;
  assert.equal(ended.code, 0, `${ended.stdout}\n${ended.stderr}`);
  return ended;
}

async function stateAt({ pulumi }: Fixture, backend: "bucket" | "local"): Promise<State> {
  return readState((await ok(pulumi(backend, "stack", "export", "--show-secrets"))).stdout);
}

function stacksIn({ local }: Fixture): Promise<string[]> {
  return readdir(join(local, ".pulumi", "stacks", "foundation"));
}
