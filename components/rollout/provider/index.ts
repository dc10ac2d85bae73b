/**
 * @tidegate/rollout/provider: what the text in the state loads. The names of the two exports are part of every state
 * that was ever written.
 */
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Ports } from "../drive/ports.ts";
import { isEngineAddress, watchEngine } from "./engineWatch.ts";
import type { Parts, Where } from "./parts.ts";
import type { SurgeRolloutInputs } from "./properties.ts";
import { rollBack } from "./rollBack.ts";
import { shelfProvider } from "./shelf.ts";
import { surgeRolloutProvider } from "./surgeRollout.ts";

// What is heavy is loaded when it is used: a preview of a new stack asks for no more than a check.
const parts: Parts = {
  ports: openPorts,
  configurations: async (where) =>
    (await openPorts({ ...where, poolId: "", loadBalancerId: "", backendSetName: "" })).configurations,
  rollOut: async (...given) => (await import("../drive/index.ts")).rollOut(...given),
  narrator: async () => (await import("./narrator.ts")).narrator(process.argv[2], say),
  say,
  report: async (folder, events) => {
    const { writeReport } = await import("../picture/index.ts");
    return Object.values(await writeReport(folder, events, write)) as string[];
  },
  randomKey: () => randomBytes(12).toString("hex"),
};

endWithTheEngine(process.argv[2]);

export const surgeRollout = surgeRolloutProvider(parts);
export const configurationShelf = shelfProvider(parts);

/** For a smoke check that failed; see rollBack.ts. Its process is no provider's: it has no engine to draw a bar for. */
export const rollBackTo = (inputs: SurgeRolloutInputs): Promise<boolean> => {
  const lines = async () => (await import("./narrator.ts")).narrate(say, () => {});
  return rollBack({ ...parts, narrator: lines }, inputs);
};

/** Whatever the process is at: it is taken up by the next `up`, as after any kill. */
function endWithTheEngine(engine: string | undefined): void {
  if (!isEngineAddress(engine)) {
    return;
  }
  const end = () => process.exit(1);
  watchEngine(engine, end);
  // Lines that nobody reads any more are the other sign of it.
  process.stdout.on("error", end);
  process.stderr.on("error", end);
}

async function openPorts(where: Where): Promise<Ports> {
  const { Region } = await import("oci-common");
  const { ociPorts } = await import("../oci/index.ts");
  const { region = "" } = where;
  const full = /^[a-z]{3}$/.test(region) ? Region.getRegionIdFromShortCode(region) : region;
  return ociPorts({ ...where, region: full || undefined }, process.env);
}

/** The engine shows what a provider writes to its standard output, a message a line. */
function say(line: string): void {
  console.log(line);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
