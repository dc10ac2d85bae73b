/** A move that is killed right after the step of a given number: `killed.ts PROJECT NUMBER [--back]`. */
import type { Side } from "../../../cli/foundation/side.ts";
import { movePorts, moveState, openFoundation } from "../../../cli/foundation/index.ts";

const [project = "", number = "1", back] = process.argv.slice(2);
const tell = (line: string) => void process.stderr.write(`${line}\n`);
const ports = movePorts(await openFoundation("dev", { project }, tell), back === "--back", tell);
let steps = 0;

async function thenDie(step: Promise<void>): Promise<void> {
  await step;
  steps += 1;
  if (steps === Number(number)) process.kill(process.pid, "SIGKILL");
}

function dying(side: Side): Side {
  return {
    title: side.title,
    look: () => side.look(),
    make: (from) => thenDie(side.make(from)),
    fill: (state, secrets) => thenDie(side.fill(state, secrets)),
    remove: () => thenDie(side.remove()),
  };
}

await moveState({
  ...ports,
  from: dying(ports.from),
  to: dying(ports.to),
  configure: (keys) => thenDie(ports.configure(keys)),
});
