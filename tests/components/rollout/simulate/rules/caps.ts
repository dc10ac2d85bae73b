import type { Checkpoint } from "../../../../../components/rollout/knobs.ts";
import type { Answered } from "../log.ts";
import { isForeign } from "../truth.ts";
import type { Truth } from "../truth.ts";
import type { Rule } from "./rule.ts";

/**
 * Instances that were launched for want of one that died, or because others changed the size, are not the rollout's
 * step over the line. A checkpoint's pause begins at the earliest when so many instances of the target truly serve.
 */
export const caps: Rule = {
  name: "caps",
  says: "no more instances of the target than canary and checkpoints allow, and no end before the canary's probe agreed",
  watch(truth, broken) {
    const { canary, checkpoints } = truth.scenario.goal.knobs;
    const passes = checkpoints.map((checkpoint) => new Pass(checkpoint));
    let agreed = 0;
    const isCanaryPassed = () => canary === undefined || agreed >= canary.successes;
    const reach = (): void => {
      if (passes.length === 0) return;
      const good = targets(truth).filter(({ serving }) => serving).length;
      for (const pass of passes) if (good >= pass.share(truth.desired)) pass.reachedAt ??= truth.now;
    };
    const takeAnswer = ({ method, subject, probe }: Answered): void => {
      if (method !== "ask" || probe === undefined) return;
      if (subject === canary?.probeUrl && agreed < canary.successes) agreed = probe.agrees ? agreed + 1 : 0;
      for (const pass of passes) if (subject === pass.checkpoint.probeUrl && probe.agrees) pass.agree();
    };
    return {
      health: reach,
      backend: reach,
      answered: takeAnswer,
      launched({ id, configurationId, origin }) {
        const isOurs = origin.cause === "driver" && configurationId === truth.scenario.goal.target;
        if (!isOurs || truth.record?.phase !== "forward") return;
        const limits = passes.filter((pass) => !pass.isPassed(truth.now)).map((pass) => pass.share(truth.desired));
        if (!isCanaryPassed()) limits.push(canary?.count ?? 0);
        const limit = Math.min(...limits.filter((one) => one < truth.desired));
        // One that somebody stopped is replaced, and may be started again after that.
        const own = targets(truth).filter(({ launchedBy, wasStopped }) => !isForeign(launchedBy) && !wasStopped);
        const number = own.length;
        if (number > limit) broken(`${id} is the ${number}th instance of the target, ${limit} are allowed yet`);
      },
      process({ change, result }) {
        if (change === "ended" && result?.outcome === "moved" && !isCanaryPassed()) {
          broken("it moved without the canary's probe having agreed");
        }
      },
    };
  },
};

class Pass {
  readonly checkpoint: Checkpoint;
  reachedAt: number | undefined;
  private agreed = false;

  constructor(checkpoint: Checkpoint) {
    this.checkpoint = checkpoint;
  }

  share(desired: number): number {
    return Math.ceil((this.checkpoint.percent * desired) / 100);
  }

  agree(): void {
    this.agreed ||= this.reachedAt !== undefined;
  }

  isPassed(now: number): boolean {
    const { waitSeconds } = this.checkpoint;
    if (waitSeconds === undefined) return this.agreed;
    return this.reachedAt !== undefined && this.reachedAt + waitSeconds * 1000 <= now;
  }
}

/** Members that run the target and stay; not those that were to be replaced although they run it. */
function targets(truth: Truth) {
  const { target, knobs } = truth.scenario.goal;
  const since = knobs.skipMatching ? 0 : (truth.record?.startedAt ?? 0);
  return truth.members().filter(({ configurationId, launchedAt, launchedBy }) => {
    const isOld = !knobs.skipMatching && (launchedBy === "start" || launchedAt < since);
    return configurationId === target && !isOld;
  });
}
