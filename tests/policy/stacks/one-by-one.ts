/** `npm run breaks`: breaks one thing after another in the real stacks, each in a preview of its own, and says who found it. */
import { Argument, Command, Option } from "commander";
import { openRehearsal } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import type { Break } from "./breaks/break.ts";
import { breaksOf } from "./breaks/index.ts";
import { drawSecrets } from "./breaks/secrets.ts";
import { UNBROKEN } from "./breaks/unbroken.ts";
import { previewBroken } from "./broken.ts";
import { judge } from "./judged.ts";

const BREAKS = breaksOf(drawSecrets());
const POLICIES = [...new Set(Object.values(BREAKS).flatMap((all) => all.map(({ policy }) => policy)))].sort();

const HELP = `
Each line is a preview of a system's stack prod under policy/all, by the real engine: what was broken, the policy that must say so,
whether it did, at the broken resource and property, and what else was found that nobody broke.

Held policies that no stack is broken for:
${Object.entries(UNBROKEN)
  .map(([policy, why]) => `  ${policy}: ${why}`)
  .join("\n")}

Exit codes:
  0  everything was caught, and nothing else was found
  1  something was missed, or something else was found, or it was stopped before the end
  2  the command line is wrong`;

const command = new Command("npm run breaks --")
  .description("Breaks one thing after another in the real stacks, each in a preview of its own.")
  .addArgument(new Argument("[system]", "this one only").choices(Object.keys(BREAKS)))
  .addOption(new Option("--only <policy>", "the breaks of this policy only").choices(POLICIES))
  .addHelpText("after", HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const [system] = command.args;
const { only } = command.opts<{ only?: string }>();
const asked = Object.entries(BREAKS).filter(([name]) => system === undefined || name === system);
const rehearsal = await openRehearsal("breaks");
let tried = 0;
let failed = 0;
const stop = new AbortController();
// What is under way is ended by the same signal; then what was started for it is ended too.
process.once("SIGINT", () => stop.abort());
try {
  print(["stack", "broken", "policy", "caught", "s", "found beside it"]);
  for (const [name, breaks] of asked) {
    if (!stop.signal.aborted && only === undefined) await tryOne(rehearsal, name, undefined);
    for (const one of breaks) {
      if (!stop.signal.aborted && (only === undefined || one.policy === only)) await tryOne(rehearsal, name, one);
    }
  }
} finally {
  await rehearsal.close();
}
console.log(
  `previews: ${tried}, not as they should be: ${failed}${stop.signal.aborted ? "; stopped before the end" : ""}`,
);
process.exitCode = failed === 0 && !stop.signal.aborted ? 0 : 1;

/** @param one undefined is the stack as it is */
async function tryOne(within: Rehearsal, name: string, one: Break | undefined): Promise<void> {
  const began = Date.now();
  tried += 1;
  const broken = one === undefined ? [] : [one];
  const { code, output, found } = await previewBroken(within, name, String(tried), broken);
  const { missed, other } = judge(broken, found);
  const isRight = missed.length === 0 && other.length === 0 && (code === 0) === (one === undefined);
  if (!isRight) failed += 1;
  const caught = one === undefined ? "-" : missed.length === 0 ? "yes" : "NO";
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  print([name, brokenText(one), one?.policy ?? "-", caught, seconds, other.join("; ")]);
  missed.forEach((place) => console.log(`  missed: ${place}`));
  // What the engine says of itself; it may show the program's own properties.
  if (!isRight) console.log(output.split("\n").filter(isError).join("\n"));
}

/** What was done, without the value. */
function brokenText(one: Break | undefined): string {
  if (one === undefined) return "nothing";
  const { type, name, set, unset, unprotected, removed, added, exported } = one;
  const path = unset ?? set?.[0] ?? exported?.[0] ?? "";
  const [, way] = [
    [added, "added"] as const,
    [removed, "removed"] as const,
    [unprotected, "unprotected"] as const,
    [unset, `without ${path}`] as const,
    [exported, `exports ${path}`] as const,
    [set, `sets ${path}`] as const,
  ].find(([is]) => is !== undefined) ?? [undefined, ""];
  return [type.split(":").at(-1), name, way].filter((part) => part !== undefined && part !== "").join(" ");
}

function isError(line: string): boolean {
  return line.includes("error:");
}

function print(cells: readonly string[]): void {
  const widths = [16, 76, 30, 6, 5, 0];
  console.log(
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
