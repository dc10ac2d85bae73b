import { median } from "../benchmark.ts";
import type { Benchmark, BenchmarkOptions, Figure } from "../benchmark.ts";
import { lowerBound } from "./bound.ts";
import { batches, driver, serial } from "./procedures.ts";
import type { Procedure } from "./procedures.ts";
import { openCourse } from "./world.ts";
import type { Course, Shape } from "./world.ts";

const POOLS = [1, 4, 40, 400] as const;
const GOALS: Readonly<Record<Shape, number>> = { constant: 1.05, "log-normal": 1.15 };

/** Polling calls of a look at the largest pool, for each of a look at a pool of 4. Pages aren't counted. */
const GOAL_POLLING = 1.01;
/** Changing calls for each instance of the largest pool, for each of one of 40. */
const GOAL_CHANGES = 1.05;

/**
 * How long a rollout takes against the lower bound for its surge and its world's times (bound.ts), in simulated worlds
 * without faults; beside it one instance at a time, and batches that wait for their slowest.
 */
export const rollout: Benchmark = {
  name: "rollout",
  summary: "makespan of a surge rollout against its lower bound, for pools of 1 to 400; and its API calls",
  run: async ({ runs, progress }) => {
    const figures: Figure[] = [];
    for (const shape of ["constant", "log-normal"] as const) {
      for (const desired of POOLS) {
        figures.push(...(await compared(desired, shape, { runs: shape === "constant" ? 1 : runs, progress })));
      }
    }
    return [...figures, ...(await calls())];
  },
};

async function compared(
  desired: number,
  shape: Shape,
  { runs, progress }: Omit<BenchmarkOptions, "subjects">,
): Promise<Figure[]> {
  const ratios = { driver: [] as number[], batches: [] as number[], serial: [] as number[] };
  for (let seed = 1; seed <= runs; seed += 1) {
    ratios.driver.push(await ratio(driver, openCourse(desired, shape, seed)));
    ratios.batches.push(await ratio(batches, openCourse(desired, shape, seed)));
    ratios.serial.push(await ratio(serial, openCourse(desired, shape, seed)));
  }
  const name = `${shape}/${desired}`;
  progress(`${name}: ${runs} worlds, three procedures each`);
  return [
    { name: `${name} rollout`, value: median(ratios.driver), unit: "", goal: GOALS[shape] },
    { name: `${name} batches with a barrier`, value: median(ratios.batches), unit: "" },
    { name: `${name} one at a time`, value: median(ratios.serial), unit: "" },
  ];
}

/** The makespan for each second of the bound. */
async function ratio(procedure: Procedure, course: Course): Promise<number> {
  const begin = course.ports.clock.now();
  await procedure(course);
  const seconds = (course.ports.clock.now() - begin) / 1000;
  const { desired, surge } = course.times();
  const { serving, instances } = course.worst;
  if (serving < desired || instances > desired + surge) {
    throw new Error(`${serving} of ${desired} served, and there were ${instances} instances: no bound holds for that.`);
  }
  return seconds / lowerBound(course.times());
}

async function calls(): Promise<Figure[]> {
  const [small, middle, large] = [4, 40, 400].map((desired) => openCourse(desired, "constant", 1));
  if (small === undefined || middle === undefined || large === undefined) {
    return [];
  }
  for (const course of [small, middle, large]) {
    await driver(course);
  }
  const perLook = ({ calls: { reads, looks, addresses } }: Course) => (reads - addresses) / looks;
  const perInstance = (course: Course) => course.calls.changes / course.times().desired;
  return [
    {
      name: "polling calls a look, 400 against 4",
      value: perLook(large) / perLook(small),
      unit: "",
      goal: GOAL_POLLING,
    },
    {
      name: "changing calls an instance, 400 against 40",
      value: perInstance(large) / perInstance(middle),
      unit: "",
      goal: GOAL_CHANGES,
    },
  ];
}
