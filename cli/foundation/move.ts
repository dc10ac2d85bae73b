/** `npm run foundation -- move`: the state goes from the folder of the first run into the bucket that it made, or back. */
import { nextMove } from "./decide.ts";
import type { MoveStep } from "./decide.ts";
import { keysOf } from "./config-file.ts";
import type { SecretsKeys } from "./config-file.ts";
import { sameState } from "./state.ts";
import type { State } from "./state.ts";
import type { Look, Side } from "./side.ts";

export interface MovePorts {
  readonly from: Side;
  readonly to: Side;
  /** Whether the configuration file names just these. */
  readonly isConfigured: (keys: SecretsKeys) => Promise<boolean>;
  readonly configure: (keys: SecretsKeys) => Promise<void>;
  /** What a plan of the stack would change where it is now, in words; undefined where nothing. Asked once, before the first step. */
  readonly planned: () => Promise<string | undefined>;
  readonly tell: (line: string) => void;
}

/** More than a move has; a step that changes nothing must not be taken for ever. */
const MOST_STEPS = 12;

/**
 * Moves the stack's state. It looks, does one step, and looks again, so that a killed move is finished by the next.
 * @throws Error in words, when there is nothing to move, or two states to choose from
 */
export async function moveState(ports: MovePorts): Promise<void> {
  const { from, to, tell } = ports;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    tell(`looking into ${from.title} and ${to.title}`);
    const [here, there] = await Promise.all([from.look(), to.look()]);
    const step = nextMove({
      from: here.held,
      to: there.held,
      same: here.state !== undefined && there.state !== undefined && sameState(here.state, there.state),
      fillable: there.state?.secrets !== undefined,
      configured: there.state !== undefined && (await ports.isConfigured(keysOf(there.state.secrets))),
    });
    if (step === "done") {
      tell(`the state is in ${to.title}: ${there.state?.resources.length ?? 0} resources`);
      return;
    }
    if (step === "make") await warn(ports, here);
    await take(step, ports, here, there);
  }
  throw new Error(
    "The move does not come to an end: something else changes the two states. Run it again when that is over.",
  );
}

/** A state is as good in one place as in the other, so that what is unfinished in it only has to be known. */
async function warn({ planned, tell }: MovePorts, { state }: Look): Promise<void> {
  const pending = state?.pending.length ?? 0;
  if (pending > 0) {
    tell(
      `warning: ${pending} operations of a killed run are pending in it; they move along, and the next up takes them up`,
    );
  }
  tell("asking whether the stack is as its program says");
  const changes = await planned();
  if (changes !== undefined)
    tell(`warning: an up would change something, and will do so from over there too: ${changes}`);
}

async function take(step: Exclude<MoveStep, "done">, ports: MovePorts, here: Look, there: Look): Promise<void> {
  const { from, to, tell } = ports;
  switch (step) {
    case "make":
      tell(`making the stack in ${to.title}`);
      return to.make(given(here));
    case "discard":
      tell(`${to.title} has a stack that was only half made: it is made again`);
      return to.remove();
    case "fill": {
      const state = given(here);
      const { secrets } = given(there);
      if (secrets === undefined) throw new Error(`The stack in ${to.title} names no secrets provider.`);
      tell(`${state.resources.length} resources go over`);
      return to.fill(state, secrets);
    }
    case "configure":
      tell("the configuration file is told who encrypts");
      return ports.configure(keysOf(given(there).secrets));
    case "remove":
      tell(`both hold the same: the stack in ${from.title} goes`);
      return from.remove();
    case "none":
    case "bucket":
    case "differ":
      throw new Error(refusal(step, ports, here, there));
  }
}

function refusal(step: "none" | "bucket" | "differ", { from, to }: MovePorts, here: Look, there: Look): string {
  if (step === "none")
    return `Neither ${from.title} nor ${to.title} holds a state: run \`npm run foundation -- up\` first.`;
  if (step === "bucket") {
    return `${to.title} isn't there, so that nothing can move into it: run \`npm run foundation -- up\` first, which makes it.`;
  }
  const held = ({ state }: Look) =>
    `last written ${state?.updated ?? "at no known time"}, ${state?.resources.length ?? 0} resources`;
  return [
    "Both hold a state of this stack, and they differ:",
    `  ${from.title}: ${held(here)}`,
    `  ${to.title}: ${held(there)}`,
    "One was brought up to date while the other lay there. See which one tells what really exists (npm run foundation -- where",
    "prints how a shell is pointed at either, then: pulumi preview --refresh), and take the other one away with",
    "  pulumi stack rm --force --preserve-config",
  ].join("\n");
}

function given({ state }: Look): State {
  if (state === undefined) throw new Error("There is no state to move.");
  return state;
}
