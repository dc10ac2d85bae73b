/** A world for smoke checks: a clock that only sleeping moves, and answers that are given in advance. */
import type { Answer, SmokePorts } from "../../../../components/rollout/smoke/index.ts";

export const OK: Answer = { passes: true, words: "200 OK", body: "" };
export const DOWN: Answer = { passes: false, words: "503 Service Unavailable", body: "no backend" };
export const SILENT: Answer = { passes: false, words: "no answer within 10 s", body: "" };

export interface World extends SmokePorts {
  readonly asked: { url: string; headers: Readonly<Record<string, string>>; seconds: number; at: number }[];
  readonly slept: number[];
  readonly said: string[];
}

/**
 * @param answers one after another, the last one for ever
 * @param random one after another, over and over
 * @param attemptSeconds how long each attempt takes
 */
export function smokeWorld(answers: readonly Answer[], random: readonly number[] = [0.5], attemptSeconds = 0): World {
  const began = 1_000_000;
  let now = began;
  let draws = 0;
  const world: World = {
    asked: [],
    slept: [],
    said: [],
    fetch: async (url, headers, seconds) => {
      world.asked.push({ url, headers, seconds, at: (now - began) / 1000 });
      now += attemptSeconds * 1000;
      return answers[world.asked.length - 1] ?? answers.at(-1) ?? DOWN;
    },
    clock: {
      now: () => now,
      sleep: async (seconds) => {
        world.slept.push(seconds);
        now += seconds * 1000;
      },
    },
    random: () => random[draws++ % random.length] ?? 0,
    say: (line) => void world.said.push(line),
  };
  return world;
}
