import { parse } from "yaml";
import type { ProjectFile, Violation } from "./files.ts";

/**
 * Finds workflow steps that do what can't be done by hand with npm, or call a script that isn't there, and actions that
 * aren't pinned to a commit.
 */
export function plainWorkflows(files: readonly ProjectFile[]): Violation[] {
  const scripts = scriptsIn(files);
  return workflows(files).flatMap(({ path, workflow }) =>
    jobsOf(workflow)
      .flatMap(([, job]) => job.steps ?? [])
      .flatMap(({ run, uses }) => [
        ...(run === undefined ? [] : runFaults(run.trim(), scripts)),
        ...(uses !== undefined && !/@[0-9a-f]{40}$/.test(uses)
          ? [`uses "${uses}": pin it to a full commit hash, the version in a comment`]
          : []),
      ])
      .map((message) => ({ path, message })),
  );
}

/** Finds what would bring a stored credential into a workflow, or an identity token into a fork's run. */
export function keylessWorkflows(files: readonly ProjectFile[]): Violation[] {
  return workflows(files).flatMap(({ path, text, workflow }) => [
    ...text.split("\n").flatMap((content, index) => {
      const stored = STORED.exec(content.replaceAll(TOKEN, ""))?.[0];
      return stored === undefined ? [] : [{ path, line: index + 1, message: `refers to ${stored}: ${KEYLESS}` }];
    }),
    ...identityFaults(workflow).map((message) => ({ path, message })),
  ]);
}

/** Only pull requests of the repository itself have this hold. */
export const OWN_PULL_REQUEST = "github.event.pull_request.head.repo.full_name == github.repository";

const KEYLESS = "the identity token is the only credential, GITHUB_TOKEN alone is passed on";

/** GitHub's own token, which lives as long as the job. */
const TOKEN = /\bsecrets\.GITHUB_TOKEN\b/g;

/** Any secret, and what hides one under another name: action inputs for keys, variables and settings named so. */
const STORED =
  /\bsecrets\b\s*(?:[.[][^\s}]*|:)|\baws-(?:access-key-id|secret-access-key|session-token)\b|\b(?:AWS|OCI)_\w*(?:KEY|SECRET|TOKEN|PASSPHRASE|FINGERPRINT)\w*|\bvars(?:\.|\[[^\]]*)\w*(?:KEY|SECRET|TOKEN|PASSWORD)\w*|\bPULUMI_(?:ACCESS_TOKEN|CONFIG_PASSPHRASE)\b/;

function runFaults(run: string, scripts: ReadonlySet<string> | undefined): string[] {
  if (!/^npm (ci|test|run [\w:-]+)( -- [^\n;&|]*)?$/.test(run)) {
    return [`runs "${run}": a workflow calls "npm ci" and npm scripts only`];
  }
  if (run.includes("${{")) return [`runs "${run}": give the value by env and name the variable`];
  const script = /^npm (?:run )?([\w:-]+)/.exec(run)?.[1] ?? "";
  if (script === "ci" || scripts === undefined || scripts.has(script)) return [];
  return [`runs "${run}", but package.json has no script "${script}"`];
}

function identityFaults(workflow: Workflow): string[] {
  const whole = mayIdentify(workflow.permissions)
    ? ["gives every job an identity token: let the job that needs one ask for it"]
    : [];
  const jobs = jobsOf(workflow).filter(([, job]) => mayIdentify(job.permissions));
  const triggers = typeof workflow.on === "string" ? [workflow.on] : keysOf(workflow.on);
  const unsafe = triggers.filter((name) => name === "pull_request_target" || name === "workflow_run");
  return [
    ...whole,
    ...unsafe.map((name) => `starts on ${name}, which runs with rights for what a fork sends: use pull_request`),
    ...jobs
      .filter(([, job]) => triggers.includes("pull_request") && !holdsForOwnOnly(String(job.if)))
      .map(([name]) => `gives a fork's job "${name}" an identity token: let it run only if ${OWN_PULL_REQUEST}`),
  ];
}

/** The condition must hold beside the others: no "or" may lead around it. */
function holdsForOwnOnly(condition: string): boolean {
  return !condition.includes("||") && condition.split("&&").some((part) => part.trim() === OWN_PULL_REQUEST);
}

function mayIdentify(permissions: Permissions | undefined): boolean {
  return typeof permissions === "string" ? permissions === "write-all" : permissions?.["id-token"] === "write";
}

function workflows(files: readonly ProjectFile[]): { path: string; text: string; workflow: Workflow }[] {
  return files
    .filter(({ path }) => /^\.github\/workflows\/.*\.ya?ml$/.test(path))
    .map(({ path, text }) => ({ path, text, workflow: parse(text) as Workflow }));
}

function jobsOf({ jobs = {} }: Workflow): [string, Job][] {
  return Object.entries(jobs);
}

function keysOf(on: Workflow["on"]): readonly string[] {
  return Array.isArray(on) ? on.map(String) : Object.keys(on ?? {});
}

/** The root's npm scripts; undefined where there is no package.json to look into. */
function scriptsIn(files: readonly ProjectFile[]): ReadonlySet<string> | undefined {
  const manifest = files.find(({ path }) => path === "package.json");
  if (manifest === undefined) return undefined;
  const { scripts = {} } = JSON.parse(manifest.text) as { scripts?: object };
  return new Set(Object.keys(scripts));
}

type Permissions = string | Readonly<Record<string, string>>;

interface Job {
  readonly if?: string | boolean;
  readonly permissions?: Permissions;
  readonly steps?: readonly { readonly run?: string; readonly uses?: string }[];
}

interface Workflow {
  readonly on?: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs?: Record<string, Job>;
}
