/** A login: identity token, fresh key pair, session. Everything stays in memory. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { exchangeToken } from "./exchange.ts";
import type { KeyPair, Session } from "./exchange.ts";
import { identityToken } from "./identity-token.ts";
import type { Fetch } from "./identity-token.ts";
import type { LoginSettings } from "./settings.ts";

const generate = promisify(generateKeyPair);

/** A key pair that no other login has. */
export async function freshPair(): Promise<KeyPair> {
  return await generate("rsa", { modulusLength: 2048 });
}

/**
 * Gets a session for a key. Asks for a fresh identity token each time: GitHub's lives five minutes.
 * @throws Error in words, nothing secret in it
 */
export async function login(settings: LoginSettings, pair: KeyPair, ask: Fetch = fetch): Promise<Session> {
  const token = await identityToken(settings.source, settings.audience, reachable(ask));
  return await exchangeToken(settings, token, pair, reachable(ask));
}

/** fetch says only that it failed; the cause says why. */
function reachable(ask: Fetch): Fetch {
  return async (input, init) => {
    try {
      return await ask(input, init);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const { origin } = new URL(input instanceof Request ? input.url : input);
      throw new Error(`${origin} can't be reached: ${cause instanceof Error ? cause.message : String(cause)}.`, {
        cause: error,
      });
    }
  };
}
