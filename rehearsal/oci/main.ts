/** The process that serves a world, both clouds of it, until it is told to end (SIGTERM, SIGINT). See `--help`. */
import { once } from "node:events";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { wholeNumber } from "../arguments.ts";
import { furnish } from "../aws/given.ts";
import { createAwsServer } from "../aws/http/server.ts";
import { readAccessKey } from "../aws/wire/access-key.ts";
import { GithubIssuer } from "../github/issuer.ts";
import { EVERYTHING } from "../hosted/index.ts";
import { keysOf } from "../oidc/issuer.ts";
import { PulumiIssuer } from "../pulumi-cloud/issuer.ts";
import { createServer } from "./http/server.ts";
import { createInternetProxy } from "./internet/proxy.ts";
import { Runtime } from "./runtime.ts";

interface Options {
  world: string;
  port: number;
  awsPort: number;
  awsKey?: string;
  internetPort: number;
  speed?: number;
  seed?: string;
}

const program = new Command("embedded-oci")
  .description(
    "Serves the embedded clouds: OCI's API on one port, AWS on another, their internet (an HTTP forward proxy) on a third.",
  )
  .requiredOption("--world <file>", "where the world lies on disk; a new one is made where there is none")
  .option("--port <number>", "port of the API on 127.0.0.1; 0 takes a free one", wholeNumber, 0)
  .option("--aws-port <number>", "port of the embedded AWS on 127.0.0.1; 0 takes a free one", wholeNumber, 0)
  .option("--aws-key <file>", "JSON of the access key that may sign requests to AWS's own protocols; default: none")
  .option("--internet-port <number>", "port of the internet on 127.0.0.1; 0 takes a free one", wholeNumber, 0)
  .option(
    "--speed <factor>",
    "world seconds in one real second; default: as the world had it, 1 for a new one",
    wholeNumber,
  )
  .option("--seed <text>", "seed of a new world; default: tidegate")
  .addHelpText("after", "\nExit codes: 0 ended as told, 1 failed (the reason is on stderr).")
  .parse();
const options = program.opts<Options>();

const runtime = await Runtime.open({
  file: options.world,
  ...(options.speed !== undefined && { speed: options.speed }),
  ...(options.seed !== undefined && { seed: options.seed }),
});
furnish(runtime.present());
const github = new GithubIssuer();
const pulumiCloud = new PulumiIssuer();
const server = createServer({ runtime, log: (line) => console.log(line), github, pulumiCloud });
const keys = options.awsKey === undefined ? [] : [await readAccessKey(options.awsKey)];
const aws = createAwsServer({
  runtime,
  log: (line) => console.log(line),
  keys: () => keys,
  issuers: keysOf([github, pulumiCloud]),
  folder: join(dirname(options.world), "aws-store"),
  ...EVERYTHING,
});
const internet = createInternetProxy(runtime);
const address = await server.listen({ host: "127.0.0.1", port: options.port });
const awsAddress = await aws.listen({ host: "127.0.0.1", port: options.awsPort });
internet.listen(options.internetPort, "127.0.0.1");
await once(internet, "listening");
runtime.world.endpoint = address;
await runtime.save();
console.log(`The embedded OCI listens at ${address}, the embedded AWS at ${awsAddress}.`);

let ending = false;
const end = async () => {
  if (!ending) {
    ending = true;
    internet.close();
    internet.closeAllConnections();
    await Promise.all([server.close(), aws.close()]);
    await runtime.save();
    process.exit(0);
  }
};
process.on("SIGTERM", () => void end());
process.on("SIGINT", () => void end());
