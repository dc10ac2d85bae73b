/** `npm run foundation -- up`: the administrator's first run, and every later one. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { hasSecretsKeys, keysOf, withConfig, withSecretsKeys } from "./config-file.ts";
import { placeOf } from "./decide.ts";
import { policiesFor, ROOT } from "../policies.ts";
import { pendingCreatesOf } from "@tidegate/engine/pending";
import { accountIn, calledBy, settled, soughtFor } from "./pending.ts";
import type { Sought, Told } from "./pending.ts";
import { withLock } from "./pulumi.ts";
import type { Pulumi, Run } from "./pulumi.ts";
import { refusalIn } from "./refusals.ts";
import type { Adoptable } from "./refusals.ts";
import type { Settings } from "./settings.ts";
import type { EngineSide, Look } from "./side.ts";
import { readState } from "./state.ts";

export interface UpPorts {
  readonly settings: Settings;
  readonly pulumi: Pulumi;
  readonly bucket: EngineSide;
  readonly local: EngineSide;
  readonly tell: (line: string) => void;
  /** Asks whether to go on, after the preview. Undefined: nobody is asked, and no preview is shown. */
  readonly confirm: (() => Promise<boolean>) | undefined;
  /** What is known of things that an interrupted run was making. */
  readonly told: Told;
}

/** Where the state is, and how the engine is run there. */
interface Where {
  readonly side: EngineSide;
  /** The configuration's text for the engine: without what belongs to the other place. */
  readonly config: string;
}

/**
 * Brings the foundation up where its state is: in the bucket, else in the local folder, where a first run makes the stack.
 * What the account has already is taken into the state.
 * @throws Error in words
 */
export async function bringUp(ports: UpPorts): Promise<void> {
  const { settings, tell, confirm } = ports;
  const where = await findState(ports);
  tell(`the state is in ${where.side.title}`);
  await settle(ports, where);
  if (confirm !== undefined) {
    const preview = await engine(ports, where, ["preview"]);
    if (preview.code !== 0) throw new Error(`pulumi preview ended with code ${preview.code}: see above.`);
    if (!(await confirm())) throw new Error("Nothing was changed.");
  }
  const adopted: Adoptable[] = [];
  for (;;) {
    tell(adopted.length === 0 ? "pulumi up" : `pulumi up, with ${adopted.join(" and ")} taken into the state`);
    const run = await engine(ports, where, UP, adopted);
    if (run.code === 0) break;
    adopted.push(...toAdopt(run, settings, adopted));
    tell(
      `this account has ${adopted.join(" and ")} already, so they are taken into the state (for one run: ${settings.name}:adopt)`,
    );
  }
  if (adopted.length > 0) {
    tell("pulumi up once more, which sets what differs in them");
    const run = await engine(ports, where, UP);
    if (run.code !== 0)
      throw new Error(`pulumi up ended with code ${run.code}: see above. The same command goes on from here.`);
  }
  tell(`up. Its state is in ${where.side.title}`);
  if (where.side === ports.local) {
    tell(`next: npm run foundation -- move ${settings.environment}      the state goes into ${ports.bucket.title}`);
  }
}

const UP = ["up", "--yes", "--skip-preview"];

/** Takes what a killed engine was making into the state, as far as it is there. @throws Error where a person has to look */
async function settle(ports: UpPorts, where: Where): Promise<void> {
  const { tell, settings } = ports;
  const { state } = await where.side.look();
  if (state === undefined || state.pending.length === 0) return;
  const exported = { version: state.version, deployment: state.deployment };
  const creates = pendingCreatesOf(exported);
  const sought = soughtFor(creates, accountIn(exported), ports.told);
  if (sought.strangers.length > 0 || sought.open.length > 0) throw new Error(questions(sought, settings.environment));
  tell(`an interrupted run left ${state.pending.length} operations behind: looking what became of them`);
  await where.side.replace(settled(exported, sought));
  const run = await engine(ports, where, ["refresh", "--yes", "--skip-preview"]);
  if (run.code !== 0) {
    throw new Error(`pulumi refresh ended with code ${run.code}: see above. The same command goes on from here.`);
  }
}

function questions({ open, strangers }: Sought, environment: string): string {
  const wrong = strangers.map((name) => `--found ${name}: no interrupted run was making that.`);
  const asked = open.flatMap(({ urn, type }) => [`  ${calledBy(urn)}    ${type}`]);
  if (asked.length === 0) return wrong.join("\n");
  return [
    ...wrong,
    "An interrupted run was making these, and the cloud chose their ids, so they can't be looked up from here:",
    ...asked,
    "Look whether they are there. Those that are: give each one's id as Pulumi imports it. Those that aren't: --anew makes them.",
    `  npm run foundation -- up ${environment} --found "${calledBy(open[0]?.urn ?? "")}=<id>" --anew`,
  ].join("\n");
}

/** @throws Error where the failure is another one, or the bucket's name is another account's */
function toAdopt({ code, output }: Run, { bucket, name }: Settings, known: readonly Adoptable[]): Adoptable[] {
  const { ours, isTaken } = refusalIn(output, bucket);
  if (isTaken) {
    throw new Error(
      `The bucket name ${bucket} is another AWS account's: bucket names are unique in all of AWS. ` +
        `Choose another one: ${name}:stateBucket.`,
    );
  }
  const more = ours.filter((one) => !known.includes(one));
  if (more.length === 0) {
    throw new Error(`pulumi up ended with code ${code}: see above. The same command goes on from here.`);
  }
  return more;
}

async function findState(ports: UpPorts): Promise<Where> {
  const { settings, bucket, local, tell } = ports;
  tell(`looking for the state in ${bucket.title} and ${local.title}`);
  const [there, here] = await Promise.all([bucket.look(), local.look()]);
  const place = placeOf(there.held, here.held);
  if (place === "torn") {
    throw new Error(
      `A move of the state was begun and not finished: ${bucket.title} and ${local.title} have the stack. ` +
        `Finish it: npm run foundation -- move ${settings.environment} (with --back for the other way).`,
    );
  }
  const given = await readFile(settings.configFile, "utf8");
  if (place === "bucket") return { side: bucket, config: await inBucket(settings, there, given, tell) };
  if (here.held === "absent") {
    if (there.held === "absent") {
      tell(
        `${bucket.title} is there and holds no state of ${settings.name} ${settings.environment}. Is it in a folder of another machine?`,
      );
      tell("Then interrupt this, and move it from there: npm run foundation -- move");
    }
    tell(`making the stack in ${local.title}`);
    await local.make(readState("{}"));
  }
  return { side: local, config: withSecretsKeys(given, {}) };
}

/** In the bucket the file must name the key, so that everybody's engine uses it: a clone that lacks it is told by the state. */
async function inBucket(settings: Settings, { state }: Look, given: string, tell: UpPorts["tell"]): Promise<string> {
  const keys = keysOf(state?.secrets);
  if (keys.secretsprovider === undefined || hasSecretsKeys(given, keys)) return given;
  tell(`${settings.configFile} is told who encrypts, as the state has it`);
  const text = withSecretsKeys(given, keys);
  await writeFile(settings.configFile, text);
  return text;
}

/** Runs the engine, which asks the policies, with a copy of the configuration: its own entries stay out of the checkout. */
export async function engine(
  { settings, pulumi, tell }: Pick<UpPorts, "settings" | "pulumi" | "tell">,
  { side, config }: Where,
  args: readonly string[],
  adopt: readonly Adoptable[] = [],
  shown = true,
): Promise<Run> {
  const { project, name, environment } = settings;
  const folder = await mkdtemp(join(tmpdir(), "tidegate-foundation-"));
  try {
    const file = join(folder, `Pulumi.${environment}.yaml`);
    await writeFile(file, adopt.length === 0 ? config : withConfig(config, `${name}:adopt`, [...adopt]));
    // Another project's programs are held to that one's policies.
    const isHeld = resolve(project) === ROOT && args[0] !== "refresh";
    const into = join(folder, "policies.json");
    const policies = isHeld ? await policiesFor({ system: name, environment, into }) : [];
    const all = ["-C", project, ...args, ...policies, "--stack", environment, "--config-file", file];
    return await withLock(
      () => pulumi(all, { environment: side.environment, shown }),
      () => side.cancel(),
      tell,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
