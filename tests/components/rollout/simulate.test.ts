import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";

import { rollOut } from "../../../components/rollout/drive/index.ts";
import { PLANTED_BUGS } from "./simulate/bends.ts";
import { RULES } from "./simulate/rules/index.ts";
import { runSeed } from "./simulate/run.ts";

const COMMAND = `${import.meta.dirname}/simulate/simulate.ts`;

async function simulate(...args: string[]): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const code = new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, lines: `${out}${err}`.trimEnd().split("\n") };
}

/** Everything that happens in a seed's story, as one number. */
async function traceOf(seed: number): Promise<string> {
  const hash = createHash("sha256");
  const take = (what: object): void => void hash.update(JSON.stringify(what));
  await runSeed(seed, rollOut, { log: take, sink: take });
  return hash.digest("hex");
}

describe("the rollout in simulated worlds", function () {
  this.timeout(900_000);

  it("breaks no rule in 20,000 of them", async () => {
    const { code, lines } = await simulate("--seeds", "20000");
    assert.equal(lines.at(-1), "20000 seeds, 0 violations", lines.slice(-60).join("\n"));
    assert.equal(code, 0);
  });

  it("does the same each time in the same world, and something else in another", async () => {
    for (const seed of [1, 12, 123, 1234]) {
      const first = await traceOf(seed);
      assert.equal(await traceOf(seed), first, `seed ${seed}`);
      assert.notEqual(await traceOf(seed + 1), first, `seed ${seed}`);
    }
  });
});

describe("the rules that watch a simulated rollout", function () {
  this.timeout(300_000);
  const MOST_SEEDS = 400;

  for (const { name, rule, bend } of PLANTED_BUGS) {
    it(`"${rule}" notices a rollout that ${name}`, async () => {
      for (let seed = 1; seed <= MOST_SEEDS; seed++) {
        const { violations } = await runSeed(seed, rollOut, { bend });
        if (!violations.some((violation) => violation.rule === rule)) continue;
        const sound = await runSeed(seed, rollOut);
        if (sound.violations.length === 0) return;
      }
      assert.fail(`No seed up to ${MOST_SEEDS} shows it.`);
    });
  }

  it("have a planted bug each", () => {
    const shown = new Set(PLANTED_BUGS.map(({ rule }) => rule));
    assert.deepEqual(shown, new Set([...RULES.map(({ name }) => name), "ends"]));
  });
});

describe("npm run simulate", function () {
  this.timeout(120_000);

  it("ends with the count, and prints one world line by line", async () => {
    const few = await simulate("--seeds", "3", "--from", "5");
    assert.equal(few.lines.at(-1), "3 seeds, 0 violations");
    const one = await simulate("--seed", "5", "--trace");
    assert.match(one.lines[0] ?? "", /^seed 5: /);
    assert.ok(one.lines.some((line) => line.includes("-> 1 attachments")));
    assert.equal(one.lines.at(-1), "1 seeds, 0 violations");
  });

  it("explains itself, and refuses what it doesn't understand", async () => {
    const help = await simulate("--help");
    assert.equal(help.code, 0);
    for (const words of ["Exit codes:", ...RULES.map(({ says }) => says)]) {
      assert.ok(help.lines.join("\n").includes(words), words);
    }
    for (const args of [["--seeds", "0"], ["--seeds", "many"], ["--trace"], ["--nonsense"]]) {
      assert.equal((await simulate(...args)).code, 2, args.join(" "));
    }
  });
});
