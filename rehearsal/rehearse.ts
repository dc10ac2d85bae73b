/** `npm run rehearse`: the systems, brought up by the real engine on embedded clouds. See `--help`. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { policyArguments } from "@tidegate/policy-arguments";
import { Argument, Command } from "commander";
import { parse } from "yaml";
import { wholeNumber } from "./arguments.ts";
import { isRecord } from "./oci/facts/conform.ts";
import { resetSession, stopClouds } from "./session/clouds.ts";
import { asExports } from "./session/environment.ts";
import { CHECKOUT, sessionPaths } from "./session/paths.ts";
import { shownLine } from "./session/engine-lines.ts";
import { createProgress } from "./session/progress.ts";
import { DEFAULT_SPEED, openSession } from "./session/session.ts";
import type { Session } from "./session/session.ts";
import type { Stack } from "./session/stack.ts";
import { SYSTEMS } from "./systems/index.ts";
import type { OperatorContext, Shell, System } from "./systems/system.ts";

const progress = createProgress();

/** Ctrl-C: the engine ends what is under way, the clouds are ended, and the next run goes on. */
const interruption = new AbortController();
process.once("SIGINT", () => {
  progress("interrupted: waiting for the engine to end what is under way");
  interruption.abort();
});

const program = new Command("rehearse")
  .description("Brings the systems up under the real Pulumi engine, on embedded clouds, with no cloud account.")
  .addArgument(new Argument("[system]", "which system; default: all").choices(SYSTEMS.map((system) => system.name)))
  .addArgument(new Argument("[environment]", "which environment").choices(["dev", "prod"]).default("dev"))
  .option("--speed <factor>", "world seconds in one real second", wholeNumber, DEFAULT_SPEED)
  .addHelpText(
    "after",
    "\nExit codes: 0 all is up and serves, 1 something failed (what and why is on stderr), 2 the call was wrong, " +
      "130 interrupted (the same command goes on from there).",
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(async (name: string | undefined, environment: string, { speed }: { speed: number }) => {
    const session = await openSession({ say: progress, speed });
    try {
      for (const system of SYSTEMS.filter((one) => name === undefined || one.name === name)) {
        await rehearse(session, system, environment);
      }
    } finally {
      if (!session.found) {
        await stopClouds(session.paths);
      }
    }
  });

program
  .command("start")
  .description("leaves the embedded clouds running")
  .option("--speed <factor>", "world seconds in one real second", wholeNumber, DEFAULT_SPEED)
  .action(async ({ speed }: { speed: number }) => {
    const session = await openSession({ say: progress, speed });
    progress.plain(`\nThe clouds keep running, as process ${session.clouds.pid}. Point this shell at them:`);
    progress.plain('  eval "$(npm run --silent rehearse -- env)"');
    progress.plain("End them with: npm run rehearse -- stop");
  });

program
  .command("env")
  .description("prints the exports that point a shell at the running clouds")
  .action(async () => {
    const session = await openSession({ say: (line) => process.stderr.write(`# ${line}\n`) });
    progress.plain(asExports(session.environment));
  });

program
  .command("stop")
  .description("ends the embedded clouds; their world stays on disk")
  .action(async () => {
    const ended = await stopClouds(sessionPaths());
    progress.plain(ended ? "The clouds have ended; their world stays." : "No clouds are running.");
  });

program
  .command("reset")
  .description("ends the clouds and forgets the world, its stacks' states and its key")
  .action(async () => {
    await resetSession(sessionPaths());
    progress.plain("The world is forgotten.");
  });

try {
  await program.parseAsync();
} catch (error) {
  if (interruption.signal.aborted) {
    process.stderr.write("\nInterrupted. The same command goes on from here.\n");
    process.exitCode = 130;
  } else {
    process.stderr.write(`\nThe rehearsal failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function rehearse(session: Session, system: System, environment: string, isLast = true): Promise<void> {
  const stack = session.stack(system.name, environment, system.folder);
  const called = `${system.name} ${environment}`;
  const shell = shellOf(session, environment);
  const first = await system.needs?.(shell);
  if (first !== undefined) {
    progress(`${called} comes after ${first.environment}: ${first.why}`);
    await rehearse(session, system, first.environment, false);
  }
  await system.clear?.(shell);
  progress(`${called}: pulumi up`);
  const kept = await keptConfig(stack, system);
  await stack.prepare();
  await stack.configure(kept);
  await up(stack, system);
  const upWith = (what: string) => async (changes: Readonly<Record<string, unknown>>) => {
    progress(`${called}: pulumi up ${what}`);
    await stack.configure(changes);
    await up(stack, system);
  };
  if (system.deliver !== undefined) {
    const delivery = system.deliver(await contextOf(shell, stack, system), upWith("with what was delivered"));
    await Promise.race([delivery, untilInterrupted()]);
  }
  const context = await contextOf(shell, stack, system);
  progress(`${called}: up; its outputs:`);
  Object.entries(context.outputs).forEach(([key, value]) => progress.plain(`          ${key} = ${shown(value)}`));
  await Promise.race([system.operate(context, shell), untilInterrupted()]);
  progress(`${called} serves.`);
  await Promise.race([system.deployAgain?.(context, upWith("of a second version")), untilInterrupted()]);
  if (isLast) progress.plain(nextSteps(session, system, environment));
}

function shellOf({ clouds, paths, environment: variables }: Session, environment: string): Shell {
  return { clouds, paths, environment, variables, say: progress };
}

async function contextOf(shell: Shell, stack: Stack, { name }: System): Promise<OperatorContext> {
  return { ...shell, outputs: await stack.outputs(), config: await readConfig(stack, name) };
}

/** What an earlier rehearsal's copy of the configuration holds under the keys that the system keeps. */
async function keptConfig(stack: Stack, { name, keeps = [] }: System): Promise<Record<string, unknown>> {
  if (!existsSync(stack.configFile)) {
    return {};
  }
  const config = section(parse(await readFile(stack.configFile, "utf8")));
  return Object.fromEntries(Object.entries(config).filter(([key]) => keeps.includes(key.replace(`${name}:`, ""))));
}

/** @throws Error when the engine doesn't end well */
async function up(stack: Stack, system: System): Promise<void> {
  const called = `${system.name} ${stack.options.stack}`;
  const onLine = (line: string) => {
    const shown = shownLine(line);
    if (shown !== undefined) {
      if (shown.passing) {
        progress.passing(shown.text);
      } else {
        progress.plain(`          ${shown.text}`);
      }
    }
  };
  const quiet = ["--yes", "--skip-preview", "--suppress-outputs", "--color", "never"];
  const run = await stack.run(["up", ...quiet, ...(await policiesOf(stack, system))], {
    onLine,
    signal: interruption.signal,
  });
  if (run.code !== 0) {
    throw new Error(`pulumi up of ${called} ended with code ${run.code}: see above.`);
  }
}

/** The policies hold in a rehearsal as they do in CI, with the system's own settings and exemptions. */
function policiesOf(stack: Stack, { name }: System): Promise<string[]> {
  const { stack: environment, config } = stack.options;
  const own = {
    file: join(CHECKOUT, "stacks", name, "policies.json"),
    into: join(config, `policies.${environment}.json`),
  };
  return policyArguments({ repository: CHECKOUT, environment, own });
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Rejects at a Ctrl-C. */
function untilInterrupted(): Promise<never> {
  const { signal } = interruption;
  return new Promise((_, reject) => {
    const interrupted = () => reject(new Error("interrupted"));
    if (signal.aborted) {
      interrupted();
    }
    signal.addEventListener("abort", interrupted, { once: true });
  });
}

/** The stack's configuration with the project's defaults under it, its keys without the project's name. */
async function readConfig(stack: Stack, project: string): Promise<Record<string, unknown>> {
  const given = section(parse(await readFile(stack.configFile, "utf8")));
  const declared = section(parse(await readFile(`${stack.options.project}/Pulumi.yaml`, "utf8")));
  const config: Record<string, unknown> = {};
  for (const [key, declaration] of Object.entries(declared)) {
    config[key] = isRecord(declaration) ? declaration["default"] : declaration;
  }
  for (const [key, value] of Object.entries(given)) {
    config[key.replace(`${project}:`, "")] = value;
  }
  return config;
}

function section(document: unknown): Record<string, unknown> {
  const config = isRecord(document) ? document["config"] : undefined;
  return isRecord(config) ? config : {};
}

function nextSteps(session: Session, system: System, environment: string): string {
  const other = environment === "dev" ? "prod" : "dev";
  const lines = [
    "",
    "What to do next:",
    `  npm run rehearse -- ${system.name} ${other}      the other environment`,
    ...(session.found
      ? []
      : ["  npm run rehearse -- start               keep the clouds running, then point a shell at them:"]),
    '  eval "$(npm run --silent rehearse -- env)"',
    `  pulumi preview -C ${system.folder ?? `stacks/${system.name}`}`,
    "  npm run rehearse -- reset               forget the world",
    `  docs/runbooks/${system.name}.md, docs/${system.guide}   the same for real`,
  ];
  return lines.join("\n");
}
