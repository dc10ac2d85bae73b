import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Report } from "c8";
import ts from "typescript";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import type { FileLines } from "./judge.ts";

export interface ReportArgs {
  /** The project's root. */
  readonly root: string;
  /** Folders below it whose files count, those that no test loads too. */
  readonly rooms: readonly string[];
  /** Where V8's counts are. */
  readonly counts: string;
  /** Where the report is written. */
  readonly folder: string;
  /** Whether people will read it: then it is also HTML and `lcov.info`. */
  readonly isForPeople: boolean;
}

/**
 * What ran of each file, those that hold types alone left out. Node blanks types out and moves nothing, so V8's positions are those of the TypeScript.
 *
 * @see https://github.com/bcoe/c8
 * @throws Error when no process has left its counts
 */
export async function linesOf({ root, rooms, counts, folder, isForPeople }: ReportArgs): Promise<FileLines[]> {
  await new Report({
    tempDirectory: counts,
    reportsDirectory: folder,
    resolve: root,
    src: rooms.map((room) => join(root, room)),
    all: true,
    include: rooms.map((room) => `${room}/**`),
    exclude: ["**/*.d.ts", "**/node_modules/**"],
    extension: [".ts", ".cts", ".cjs"],
    reporter: ["json-summary", ...(isForPeople ? ["html", "lcovonly"] : [])],
  }).run();
  const summary: unknown = JSON.parse(await readFile(join(folder, "coverage-summary.json"), "utf8"));
  const files = Object.entries(isRecord(summary) ? summary : {}).flatMap(([path, of]) => {
    const lines = isRecord(of) ? of["lines"] : undefined;
    if (path === "total" || !isRecord(lines)) return [];
    const { total, covered } = lines;
    return [{ path: relative(root, path).split(sep).join("/"), total: Number(total), covered: Number(covered) }];
  });
  const isOfTypes = await Promise.all(
    files.map(async ({ path, covered }) => covered === 0 && isOfTypesAlone(await readFile(join(root, path), "utf8"))),
  );
  return files.filter((_, index) => isOfTypes[index] === false);
}

/** Whether nothing is left of a file that Node could run: nobody loads it. */
function isOfTypesAlone(text: string): boolean {
  const compilerOptions = { module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true, removeComments: true };
  return /^(export \{ *\};)?$/.test(ts.transpileModule(text, { compilerOptions }).outputText.trim());
}
