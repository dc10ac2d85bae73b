/** What is wrong with a rollout's knobs. Pure: the same checks serve a program, a stack's configuration and the provider. */
import type { Fault, Label } from "@tidegate/faults";
import { wholeNumberFaults } from "@tidegate/faults";
import type { CanaryChoice, RolloutChoice } from "./choice.ts";
import { DEFAULT_CANARY, DEFAULT_KNOBS } from "./defaults.ts";
import type { Checkpoint } from "./knobs.ts";

/** Every fault of every knob, each by itself first, and against the others when those are right. */
export function knobFaults(choice: RolloutChoice, label: Label): Fault[] {
  const given = { ...DEFAULT_KNOBS, ...choice };
  const deadline = wholeNumberFaults(label("maxWaitSeconds"), given.maxWaitSeconds, 1, WEEK);
  return [
    ...surgeFaults(label("surge"), given.surge),
    ...wholeNumberFaults(label("minHealthySeconds"), given.minHealthySeconds, 0, WEEK),
    ...wholeNumberFaults(label("drainSeconds"), given.drainSeconds, 0, WEEK),
    ...deadline,
    ...wholeNumberFaults(label("pollSeconds"), given.pollSeconds, 1, HOUR),
    ...(deadline.length > 0 ? [] : TIMED.flatMap((name) => lateFaults(name, given[name], given.maxWaitSeconds, label))),
    ...wholeNumberFaults(label("bakeSeconds"), given.bakeSeconds, 0, WEEK),
    ...checkpointsFaults(label("checkpoints"), given.checkpoints),
    ...(choice.canary === undefined ? [] : canaryFaults(choice.canary, (key) => label(`canary.${key}`))),
    ...switchFaults(label("skipMatching"), given.skipMatching),
    ...switchFaults(label("autoRollback"), given.autoRollback),
    ...wholeNumberFaults(label("keepConfigurations"), given.keepConfigurations, 1, 100),
  ];
}

/** An address that can be asked over HTTP. */
export function urlFaults(path: string, given: unknown): Fault[] {
  const url = typeof given === "string" && URL.canParse(given) ? new URL(given) : undefined;
  const credentials = url !== undefined && url.username + url.password !== "";
  if ((url?.protocol === "http:" || url?.protocol === "https:") && !credentials) {
    return [];
  }
  const accepted = "an http or https URL without user and password, as in https://example.org/health";
  return [{ path, given: credentials ? "a URL with user or password" : given, accepted }];
}

/** A folder inside the program's own: a path of one machine would stand in the state otherwise. */
export function folderFaults(path: string, given: string): Fault[] {
  const accepted = "a folder relative to the project's, without .., as in rollouts";
  const right = /^[^/\\:]+(\/[^/\\:]+)*\/?$/.test(given) && !given.split("/").includes("..");
  return right ? [] : [{ path, given, accepted }];
}

const HOUR = 3_600;
const WEEK = 604_800;

/** Knobs that must fit into the deadline: what takes longer than it would fail every rollout. */
const TIMED = ["minHealthySeconds", "drainSeconds", "pollSeconds"] as const;

function lateFaults(name: (typeof TIMED)[number], given: number, deadline: number, label: Label): Fault[] {
  const tooLate = Number.isInteger(given) && given >= deadline;
  return tooLate
    ? [{ path: label(name), given, accepted: `less than ${label("maxWaitSeconds")}, which is ${deadline}` }]
    : [];
}

function surgeFaults(path: string, given: number | string): Fault[] {
  const count = typeof given === "number" && Number.isInteger(given) && given >= 1 && given <= 1000;
  const share = typeof given === "string" && /^([1-9]\d?|100)%$/.test(given);
  return count || share ? [] : [{ path, given, accepted: 'a count from 1 to 1000, or a share from "1%" to "100%"' }];
}

function checkpointsFaults(path: string, given: unknown): Fault[] {
  if (!Array.isArray(given)) {
    return [{ path, given, accepted: "a list of checkpoints" }];
  }
  return given.flatMap((item: unknown, index) => {
    const before: unknown = given[index - 1];
    return checkpointFaults(`${path}[${index}]`, item, isBag(before) ? before["percent"] : undefined);
  });
}

function checkpointFaults(path: string, given: unknown, before: unknown): Fault[] {
  if (!isBag(given)) {
    return [{ path, given, accepted: "a percent, and waitSeconds or probeUrl" }];
  }
  const { percent, waitSeconds, probeUrl } = given as Partial<Checkpoint>;
  const share = wholeNumberFaults(`${path}.percent`, percent ?? Number.NaN, 1, 99);
  const falls = share.length === 0 && typeof before === "number" && (percent ?? 0) <= before;
  const order = falls
    ? [{ path: `${path}.percent`, given: percent, accepted: `more than ${before}, as before it` }]
    : [];
  const bothOrNone = (waitSeconds === undefined) === (probeUrl === undefined);
  return [
    ...share,
    ...order,
    ...(bothOrNone ? [{ path, given: Object.keys(given), accepted: "exactly one of waitSeconds and probeUrl" }] : []),
    ...(waitSeconds === undefined ? [] : wholeNumberFaults(`${path}.waitSeconds`, waitSeconds, 1, WEEK)),
    ...(probeUrl === undefined ? [] : urlFaults(`${path}.probeUrl`, probeUrl)),
    ...strangerFaults(path, given, ["percent", "waitSeconds", "probeUrl"]),
  ];
}

function canaryFaults(canary: CanaryChoice, label: Label): Fault[] {
  const { intervalSeconds, successes, failures } = { ...DEFAULT_CANARY, ...canary };
  return [
    ...wholeNumberFaults(label("count"), canary.count, 1, 1000),
    ...urlFaults(label("probeUrl"), canary.probeUrl),
    ...wholeNumberFaults(label("intervalSeconds"), intervalSeconds, 1, HOUR),
    ...wholeNumberFaults(label("successes"), successes, 1, 1000),
    ...wholeNumberFaults(label("failures"), failures, 1, 1000),
  ];
}

/** A misspelt key would otherwise pass in silence. */
function strangerFaults(path: string, given: object, known: readonly string[]): Fault[] {
  return Object.entries(given)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]: [string, unknown]) => ({
      path: `${path}.${key}`,
      given: value,
      accepted: `no such key, only ${known.join(", ")}`,
    }));
}

function switchFaults(path: string, given: unknown): Fault[] {
  return typeof given === "boolean" ? [] : [{ path, given, accepted: "true or false" }];
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
