import { parse } from "yaml";
import type { ProjectFile, Violation } from "./files.ts";

/** Finds workflow steps that do what can't be done by hand with npm, and actions that aren't pinned to a commit. */
export function plainWorkflows(files: readonly ProjectFile[]): Violation[] {
  return files
    .filter(({ path }) => /^\.github\/workflows\/.*\.ya?ml$/.test(path))
    .flatMap(({ path, text }) => {
      const { jobs = {} } = parse(text) as Workflow;
      const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
      return steps.flatMap(({ run, uses }) => [
        ...(run !== undefined && !/^npm (ci|test|run [\w:-]+)( -- [^\n;&|]*)?$/.test(run.trim())
          ? [{ path, message: `runs "${run.trim()}": a workflow calls "npm ci" and npm scripts only` }]
          : []),
        ...(uses !== undefined && !/@[0-9a-f]{40}$/.test(uses)
          ? [{ path, message: `uses "${uses}": pin it to a full commit hash, the version in a comment` }]
          : []),
      ]);
    });
}

interface Workflow {
  readonly jobs?: Record<string, { readonly steps?: readonly { readonly run?: string; readonly uses?: string }[] }>;
}
