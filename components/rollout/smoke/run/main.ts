/** A smoke check by hand: `node components/rollout/smoke/run/main.ts --url URL`. */
import { parseArgs } from "node:util";
import { SMOKE_DEFAULTS, type SmokeOptions } from "../options.ts";
import { check, EXIT } from "./check.ts";

const HELP = `Asks a URL, past every cache, until it answers 2xx or the time is over.

  --url URL                http or https; needed
  --deadline SECONDS       no attempt begins later; default ${SMOKE_DEFAULTS.deadlineSeconds}
  --attempt SECONDS        what one attempt may take; default ${SMOKE_DEFAULTS.attemptSeconds}
  --header 'NAME: VALUE'   sent along; may be given more than once
  --help                   this text

Environment:
  http_proxy, https_proxy, no_proxy   as usual
  TIDEGATE_INTERNET_PROXY             a proxy for every request instead
  TIDEGATE_CLOCK_SPEED                in rehearsals: seconds of the cloud's clock in one of this machine's

Exit code: 0 the URL answered 2xx; 1 it did not in time; 2 the options are wrong, nothing was asked.`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const streams = { out: (line: string) => console.log(line), err: (line: string) => console.error(line) };
  try {
    const given = parse(args);
    if (given !== undefined) return await check(given, process.env, streams);
    streams.out(HELP);
    return EXIT.passed;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    streams.err(`${error.message}\n\n${HELP}`);
    return EXIT.misused;
  }
}

/** Nothing where help is asked for. @throws TypeError for options that aren't known */
function parse(args: readonly string[]): Partial<SmokeOptions> | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: "string" },
      deadline: { type: "string" },
      attempt: { type: "string" },
      header: { type: "string", multiple: true },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return undefined;
  return {
    url: values.url ?? "",
    ...(values.deadline !== undefined && { deadlineSeconds: Number(values.deadline) }),
    ...(values.attempt !== undefined && { attemptSeconds: Number(values.attempt) }),
    headers: Object.fromEntries((values.header ?? []).map(headerOf)),
  };
}

function headerOf(given: string): [name: string, value: string] {
  const [name = "", ...rest] = given.split(":");
  return [name.trim(), rest.join(":").trim()];
}
