/** The process that serves a world: `node rehearsal/oci/main.ts --world FILE [--port N] [--speed N] [--seed TEXT]`. */
import { parseArgs } from "node:util";
import { createServer } from "./http/server.ts";
import { Runtime } from "./runtime.ts";

const { values } = parseArgs({
  options: {
    world: { type: "string" },
    port: { type: "string", default: "0" },
    speed: { type: "string" },
    seed: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});
if (values.world === undefined) {
  throw new Error("--world FILE is missing: the file that the world lies in.");
}
const runtime = await Runtime.open({
  file: values.world,
  ...(values.speed !== undefined && { speed: Number(values.speed) }),
  ...(values.seed !== undefined && { seed: values.seed }),
});
const server = createServer({ runtime, ...(values.verbose && { log: (line: string) => console.log(line) }) });
const address = await server.listen({ host: "127.0.0.1", port: Number(values.port) });
runtime.world.endpoint = address;
await runtime.save();
console.log(`listening ${address}`);
