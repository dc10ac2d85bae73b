/**
 * The identity token that is exchanged: GitHub's for this job, or one in a file.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
import { readFile } from "node:fs/promises";
import type { TokenSource } from "./settings.ts";

export type Fetch = typeof fetch;

/** @throws Error in words, without the token */
export async function identityToken(source: TokenSource, audience: string, get: Fetch): Promise<string> {
  return source.kind === "file" ? await fromFile(source.file) : await fromGithub(source, audience, get);
}

async function fromFile(file: string): Promise<string> {
  let text: string;
  try {
    text = (await readFile(file, "utf8")).trim();
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "it can't be opened";
    throw new Error(`The identity token can't be read from ${file}: ${why}.`, { cause: error });
  }
  return checked(text, `The file ${file}`);
}

async function fromGithub(
  { url, requestToken }: Extract<TokenSource, { kind: "github" }>,
  audience: string,
  get: Fetch,
): Promise<string> {
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const response = await get(asked, {
    headers: { authorization: `bearer ${requestToken}`, accept: "application/json" },
  });
  if (!response.ok) {
    throw new Error(
      `GitHub gives this job no identity token (${response.status}). It needs \`permissions: id-token: write\`, and ends with the job.`,
    );
  }
  const body: unknown = await response.json();
  const value = typeof body === "object" && body !== null && "value" in body ? body.value : undefined;
  return checked(typeof value === "string" ? value : "", "GitHub's answer");
}

function checked(token: string, from: string): string {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) {
    throw new Error(`${from} holds no JSON web token: three parts in base64url, with dots between them.`);
  }
  return token;
}
