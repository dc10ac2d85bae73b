/** One seed's story from beginning to end, with every rule watching. */
import type { DriveOptions } from "../../../../components/rollout/drive/drive.ts";
import { RolloutInterrupted } from "../../../../components/rollout/drive/index.ts";
import type { EventSink } from "../../../../components/rollout/drive/events.ts";
import type { RolloutGoal, RolloutResult } from "../../../../components/rollout/drive/goal.ts";
import type { Ports } from "../../../../components/rollout/drive/ports.ts";
import { scheduleHappenings } from "./happenings.ts";
import type { Entry, Log } from "./log.ts";
import { never, openLine } from "./ports.ts";
import type { Story } from "./ports.ts";
import { Random } from "./random.ts";
import { RULES } from "./rules/index.ts";
import type { Watch } from "./rules/rule.ts";
import { drawScenario } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";
import { VirtualTime } from "./time.ts";
import { Truth } from "./truth.ts";
import { World } from "./world/world.ts";

export type RollOut = (
  ports: Ports,
  goal: RolloutGoal,
  sink: EventSink,
  options?: DriveOptions,
) => Promise<RolloutResult>;

/** What is put between the rollout and its world to see whether the rules notice. */
export interface Bend {
  readonly ports?: (ports: Ports, scenario: Scenario) => Ports;
  readonly goal?: (goal: RolloutGoal) => RolloutGoal;
  readonly decide?: DriveOptions["decide"];
  readonly result?: (result: RolloutResult) => RolloutResult;
}

export interface RunOptions {
  readonly bend?: Bend;
  /** Told of everything that happens in the world. */
  readonly log?: Log;
  /** Told of everything that the rollout tells. */
  readonly sink?: EventSink;
}

export interface Violation {
  readonly rule: string;
  readonly words: string;
  /** Seconds since the story began. */
  readonly second: number;
}

export interface SeedResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** How it ended; undefined when it did not. */
  readonly outcome?: RolloutResult["outcome"];
  readonly calls: number;
  readonly processes: number;
  readonly seconds: number;
}

export async function runSeed(seed: number, rollOut: RollOut, options: RunOptions = {}): Promise<SeedResult> {
  const scenario = drawScenario(seed);
  const judge = new Judge(scenario, options.log);
  const stage = new Stage(scenario, judge);
  let processes = 0;
  let outcome: RolloutResult["outcome"] | undefined;
  while (outcome === undefined && !stage.isOver()) {
    processes++;
    outcome = await stage.oneProcess(rollOut, options);
  }
  const { time } = stage.world.kernel;
  time.stop();
  const seconds = (time.now - scenario.begin) / 1000;
  return {
    seed,
    violations: judge.violations,
    ...(outcome && { outcome }),
    calls: stage.story.calls,
    processes,
    seconds,
  };
}

/** A world, and the processes that come and go in it. */
class Stage {
  readonly world: World;
  readonly story: Story;
  private readonly scenario: Scenario;
  private readonly judge: Judge;
  private over = false;
  private giveUp: (() => void) | undefined;

  constructor(scenario: Scenario, judge: Judge) {
    this.scenario = scenario;
    this.judge = judge;
    const { begin, faults, faultSeconds, limitSeconds, goal, paces } = scenario;
    const time = new VirtualTime(begin, begin + 1000 * limitSeconds, (why) => this.end(why));
    const random = new Random(scenario.seed, 2);
    const kernel = { time, random, log: judge.log, paces, memorySeconds: faults.stale > 0 ? faults.staleSeconds : 0 };
    this.world = new World(kernel, scenario.setup);
    this.story = {
      world: this.world,
      faults,
      begin,
      faultsEnd: begin + 1000 * faultSeconds,
      goal,
      onTooMany: () => {
        this.fail("it has made more calls than it could need");
        return never();
      },
      calls: 0,
      killsLeft: faults.kills,
    };
    scheduleHappenings(this.world, faults, faultSeconds);
  }

  isOver(): boolean {
    return this.over;
  }

  /** From its start to its end. Undefined when it was killed, or when it never ended. */
  async oneProcess(rollOut: RollOut, { bend, sink }: RunOptions): Promise<RolloutResult["outcome"] | undefined> {
    const { time, random } = this.world.kernel;
    this.tell("began");
    const stopped = Promise.withResolvers<undefined>();
    this.giveUp = () => stopped.resolve(undefined);
    const line = openLine(this.story, () => {
      this.tell("killed");
      stopped.resolve(undefined);
    });
    const ports = bend?.ports?.(line.ports, this.scenario) ?? line.ports;
    const goal = bend?.goal?.(this.scenario.goal) ?? this.scenario.goal;
    const decide = bend?.decide;
    const live: EventSink = (event) => {
      if (!line.isDead()) sink?.(event);
    };
    const run = rollOut(ports, goal, live, decide && { decide });
    const result = await Promise.race([run, stopped.promise]).catch((error: unknown) => this.threw(error));
    if (result !== undefined) {
      const said = bend?.result?.(result) ?? result;
      this.tell("ended", said);
      return said.outcome;
    }
    if (!this.over) await Promise.race([time.wait(random.logBetween(1, 600)), this.untilGivenUp()]);
    return undefined;
  }

  private untilGivenUp(): Promise<void> {
    return new Promise((resolve) => (this.giveUp = resolve));
  }

  private tell(change: "began" | "killed" | "ended", result?: RolloutResult): void {
    this.judge.log({ kind: "process", at: this.world.kernel.time.now, change, ...(result && { result }) });
  }

  /** A world that can't be reached for long interrupts a rollout; the next process goes on, as after a kill. */
  private threw(error: unknown): undefined {
    if (error instanceof RolloutInterrupted && this.world.kernel.time.now < this.story.faultsEnd + 60_000) {
      this.tell("killed");
      return;
    }
    this.fail(`it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  private fail(words: string): void {
    this.judge.violate("ends", words);
    this.over = true;
    this.giveUp?.();
  }

  private end(why: "idle" | "late" | Error): void {
    if (why instanceof Error) throw why;
    this.fail(why === "idle" ? "it waits for nothing" : "it has not ended in all the time it could need");
  }
}

/** Keeps the truth, and lets every rule look at every entry. */
class Judge {
  readonly violations: Violation[] = [];
  private readonly scenario: Scenario;
  private readonly truth: Truth;
  private readonly watchers = new Map<Entry["kind"], ((entry: Entry) => void)[]>();
  private readonly also: Log | undefined;

  constructor(scenario: Scenario, also: Log | undefined) {
    this.scenario = scenario;
    this.truth = new Truth(scenario);
    this.also = also;
    for (const rule of RULES) {
      const watch: Watch = rule.watch(this.truth, (words) => this.violate(rule.name, words));
      for (const [kind, handle] of Object.entries(watch)) {
        const handles = this.watchers.get(kind as Entry["kind"]) ?? [];
        this.watchers.set(kind as Entry["kind"], [...handles, handle as (entry: Entry) => void]);
      }
    }
  }

  readonly log = (entry: Entry): void => {
    this.truth.take(entry);
    this.also?.(entry);
    for (const handle of this.watchers.get(entry.kind) ?? []) handle(entry);
  };

  violate(rule: string, words: string): void {
    const second = (this.truth.now - this.scenario.begin) / 1000;
    this.violations.push({ rule, words, second });
  }
}
