import { execFileSync } from "node:child_process";
import type { Snapshot } from "./snapshot.ts";
import { isCode } from "./snapshot.ts";

/** A change, as the two states of the project that it lies between. */
export interface Snapshots {
  /** The commit where the two histories part: what is only on the base's side is no change of the head. */
  readonly base: Snapshot;
  readonly head: Snapshot;
}

/**
 * Reads both sides of a change from git alone: no file of the working tree is looked at.
 *
 * @param folder anywhere in the clone
 * @param base a commit that the change is to go on top of: `origin/main`, `HEAD^1`
 * @param head the change's last commit
 * @throws Error when it is no clone, a revision is unknown, the histories don't meet, or the clone is too shallow to tell
 */
export function readSnapshots(folder: string, base: string, head: string): Snapshots {
  const git = gitIn(folder);
  const headCommit = commitOf(git, head);
  const start = forkPoint(git, commitOf(git, base), headCommit, { base, head });
  const [before, after] = [listTree(git, start), listTree(git, headCommit)];
  const texts = readTexts(git, [before, after]);
  return { base: snapshot(before, texts), head: snapshot(after, texts) };
}

type Git = (args: readonly string[], input?: string) => Buffer;

class GitError extends Error {}

function gitIn(folder: string): Git {
  return (args, input) => {
    try {
      return execFileSync("git", ["-C", folder, ...args], {
        input: input ?? "",
        maxBuffer: 1024 * 1024 * 1024,
        stdio: ["pipe", "pipe", "pipe"],
        env: { ...process.env, LC_ALL: "C" },
      });
    } catch (error) {
      const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
      throw new GitError(`git ${args[0] ?? ""} failed: ${said || "it gave no reason"}`, { cause: error });
    }
  };
}

function commitOf(git: Git, revision: string): string {
  // First whether it is a clone at all, so that its absence isn't told as an unknown revision.
  const shallow = isShallow(git);
  try {
    return text(git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Error(`There is no commit ${revision} here.${shallow ? SHALLOW : " Fetch it, or name another one."}`, {
      cause: error,
    });
  }
}

function forkPoint(git: Git, base: string, head: string, named: { base: string; head: string }): string {
  try {
    return text(git(["merge-base", base, head]));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const remedy = isShallow(git) ? SHALLOW : " Name a base that this change started from.";
    throw new Error(`${named.base} and ${named.head} have no commit in common.${remedy}`, { cause: error });
  }
}

function isShallow(git: Git): boolean {
  return text(git(["rev-parse", "--is-shallow-repository"])) === "true";
}

const SHALLOW =
  " This clone is shallow, so what lies further back is missing: run `git fetch --unshallow`, or give actions/checkout a " +
  "greater `fetch-depth` (0 is all).";

/** Path to `mode id`. Submodules have no content here and count by the commit that they name. */
function listTree(git: Git, commit: string): Map<string, string> {
  const lines = git(["ls-tree", "-r", "-z", "--full-tree", commit]).toString("utf8").split("\0");
  return new Map(
    lines.flatMap((line) => {
      const found = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line);
      return found === null ? [] : [[found[3] ?? "", `${found[1] ?? ""} ${found[2] ?? ""}`] as const];
    }),
  );
}

/** The texts of all files whose content decides something, in one call of git. */
function readTexts(git: Git, trees: readonly ReadonlyMap<string, string>[]): Map<string, string> {
  const wanted = trees.flatMap((tree) =>
    [...tree].filter(([path]) => isRead(path)).map(([, content]) => idOf(content)),
  );
  const ids = [...new Set(wanted)];
  const answer = ids.length === 0 ? Buffer.alloc(0) : git(["cat-file", "--batch"], `${ids.join("\n")}\n`);
  const texts = new Map<string, string>();
  let at = 0;
  for (const id of ids) {
    const end = answer.indexOf("\n", at);
    const size = Number(answer.subarray(at, end).toString("utf8").split(" ")[2]);
    if (end < 0 || !Number.isInteger(size)) throw new Error(`git cat-file gave no content for ${id}`);
    texts.set(id, answer.subarray(end + 1, end + 1 + size).toString("utf8"));
    at = end + 1 + size + 1;
  }
  return texts;
}

function isRead(path: string): boolean {
  return isCode(path) || /(^|\/)(package(-lock)?\.json|Pulumi(\.[^/]+)?\.yaml)$/.test(path);
}

function snapshot(files: ReadonlyMap<string, string>, texts: ReadonlyMap<string, string>): Snapshot {
  return {
    files,
    read(path) {
      const found = texts.get(idOf(files.get(path) ?? ""));
      if (found === undefined) throw new Error(`${path} isn't among the files that are read`);
      return found;
    },
  };
}

function idOf(content: string): string {
  return content.split(" ")[1] ?? "";
}

function text(output: Buffer): string {
  return output.toString("utf8").trim();
}
