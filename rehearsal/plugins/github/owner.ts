/**
 * Whose repositories a program is about. The stand-in needs no token, and reads none.
 * @see https://www.pulumi.com/registry/packages/github/installation-configuration/
 */
import { GIVEN } from "../../hosted/github/repository.ts";

/**
 * The owner, from the stack's `github:owner` or GITHUB_OWNER. Default: the owner of the repository that is given, as the
 * real provider takes the account that its token is of.
 * @throws Error where it is no name of an account
 */
export function ownerFrom(
  settings: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const owner = settings["owner"] || env["GITHUB_OWNER"] || GIVEN.owner;
  if (/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(owner)) return owner;
  throw new Error(
    `github:owner must be the name of an account (letters, digits, single hyphens, 39 at most), got ${owner}`,
  );
}
