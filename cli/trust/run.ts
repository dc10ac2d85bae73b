/** `tidegate trust`, from its options to what is printed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPulumi } from "../foundation/pulumi.ts";
import type { Pulumi } from "../foundation/pulumi.ts";
import { documentOf } from "./aws/documents.ts";
import { explanationJson, matrixJson } from "./json.ts";
import { matrixTable } from "./matrix.ts";
import { explain, matrixOf, narrowed, trustsIn } from "./report.ts";
import type { Trusts } from "./report.ts";
import { explanation } from "./show.ts";
import { exportedState, namedStack } from "./stackState.ts";
import { statedIn } from "./stated.ts";
import { formNote, tokenOf } from "./token.ts";
import type { Token, TokenOptions } from "./token.ts";

/** As the command line gives them. */
export interface TrustOptions {
  readonly state?: string;
  readonly stack?: string;
  readonly aud?: string;
  readonly issuer?: string;
  readonly claim?: readonly string[];
  readonly json?: true;
}

export interface ExplainOptions extends TrustOptions {
  readonly sessionPolicy?: string;
  readonly all?: true;
}

/** What it needs of the world around it. */
export interface Surroundings {
  /** A file's text; `-` is standard input. @throws Error */
  readonly read: (file: string) => string;
  /** Whether somebody sits where a state could be piped in. */
  readonly isTerminal: boolean;
  readonly pulumi: () => Promise<Pulumi>;
  /** For people, beside what is printed. */
  readonly say: (line: string) => void;
}

export function surroundings(say: (line: string) => void): Surroundings {
  return {
    // 0 is standard input.
    read: (file) => readFileSync(file === "-" ? 0 : file, "utf8"),
    isTerminal: process.stdin.isTTY,
    pulumi: () => openPulumi(say),
    say,
  };
}

/** @returns what to print @throws Error */
export async function runExplain(subject: string, options: ExplainOptions, around: Surroundings): Promise<string> {
  const token = tokenOf(subject, tokenOptions(options));
  tellForm(token, around);
  const trusts = limited(trustsIn(statedIn(await stateText(options, around))), options.sessionPolicy, around);
  const explained = await explain(trusts, token);
  return options.json ? explanationJson(explained) : explanation(explained, { all: options.all === true });
}

/** @returns what to print @throws Error */
export async function runMatrix(
  subjects: readonly string[],
  options: TrustOptions,
  around: Surroundings,
): Promise<string> {
  const wanted = tokenOptions(options);
  for (const subject of subjects) tellForm(tokenOf(subject, wanted), around);
  const matrix = matrixOf(trustsIn(statedIn(await stateText(options, around))), subjects, wanted);
  if (matrix.rows.length === 0) {
    throw new Error("No trust here names a subject: give some, as in: matrix repo:owner/name:environment:prod");
  }
  return options.json ? matrixJson(matrix) : matrixTable(matrix);
}

const ROOT = join(import.meta.dirname, "..", "..");

async function stateText({ state, stack }: TrustOptions, around: Surroundings): Promise<string> {
  if (stack !== undefined) {
    const named = namedStack(stack, ROOT);
    return exportedState(named, await around.pulumi());
  }
  if (state === undefined && around.isTerminal) {
    throw new Error("Give --stack dev or --state FILE, or pipe a state in: pulumi stack export | ...");
  }
  return around.read(state ?? "-");
}

function tokenOptions({ aud, issuer, claim = [] }: TrustOptions): TokenOptions {
  if (issuer !== undefined && !/^(github|pulumi|https:\/\/\S+[^\s/])$/.test(issuer)) {
    throw new Error(`--issuer takes github, pulumi or an https URL without a slash at its end, not "${issuer}".`);
  }
  if (aud === "") throw new Error("--aud takes one audience: no trust takes an empty one.");
  return {
    ...(aud !== undefined && { aud }),
    ...(issuer !== undefined && { issuer }),
    others: Object.fromEntries(claim.map(claimIn)),
  };
}

function claimIn(text: string): [name: string, value: string] {
  const [, name, value] = /^([\w.:/-]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--claim takes name=value, not "${text}".`);
  if (["sub", "aud", "iss"].includes(name)) {
    throw new Error(`The claim ${name} has a place of its own: the subject, --aud and --issuer.`);
  }
  return [name, value];
}

function tellForm(token: Token, { say }: Surroundings): void {
  const note = formNote(token);
  if (note !== undefined) say(note);
}

function limited(trusts: Trusts, file: string | undefined, { read }: Surroundings): Trusts {
  if (file === undefined) return trusts;
  const document = documentOf(read(file));
  if (document === undefined) throw new Error(`${file} is no policy: a JSON document with statements.`);
  return narrowed(trusts, { name: file, document });
}
