/** `tidegate oci-login`: GitHub's identity token into a session of OCI, without any stored credential. */
import { announce } from "./announce.ts";
import { removeSession, replaceToken, sessionEnvironment, writeSession } from "./files.ts";
import type { Fetch } from "./identity-token.ts";
import { freshPair, login } from "./login.ts";
import { keepAlive } from "./refresh.ts";
import { runCommand, sleepUntil } from "./run.ts";
import { loginSettings } from "./settings.ts";
import type { Environment, LoginOptions } from "./settings.ts";

export { exchangeToken } from "./exchange.ts";
export type { KeyPair, Session } from "./exchange.ts";
export { announce } from "./announce.ts";
export { replaceFile, sessionEnvironment, writeSession } from "./files.ts";
export { freshPair, login } from "./login.ts";
export { loginSettings, readLogin } from "./settings.ts";
export type { Environment, LoginOptions, LoginSettings } from "./settings.ts";

export interface OciLoginPorts {
  readonly env: Environment;
  /** For people: never a token, never a key. */
  readonly tell: (line: string) => void;
  /** For programs: `export NAME='value'` lines. */
  readonly print: (line: string) => void;
  readonly ask?: Fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly sleep?: typeof sleepUntil;
}

/**
 * Logs in and writes the session's files. With a command it runs that within the session, refreshing it meanwhile, and
 * takes the files away at its end; without one it tells where the files are: to the steps that follow (GITHUB_ENV), or as
 * lines for a shell.
 * @returns the exit code: the command's, or 0
 * @throws Error in words, when there is no session to be had
 */
export async function ociLogin(
  options: LoginOptions,
  command: readonly string[],
  ports: OciLoginPorts,
): Promise<number> {
  const settings = loginSettings(options, ports.env);
  const pair = await freshPair();
  const session = await login(settings, pair, ports.ask);
  const files = await writeSession(settings, session);
  const environment = sessionEnvironment(files, settings);
  ports.tell(`Logged in to OCI in ${settings.region} until ${new Date(session.endsAt).toISOString()}: ${files.config}`);
  if (command.length === 0) {
    await announce(environment, ports.env["GITHUB_ENV"], ports.print);
    return 0;
  }
  const ended = new AbortController();
  const renew = async () => {
    const fresh = await login(settings, pair, ports.ask);
    await replaceToken(files, fresh);
    return fresh;
  };
  const { tell, now = Date.now, sleep = sleepUntil } = ports;
  const alive = keepAlive(session, { now, sleep, renew, tell }, ended.signal);
  try {
    return await runCommand(command, environment);
  } finally {
    ended.abort();
    await alive;
    await removeSession(files);
  }
}
