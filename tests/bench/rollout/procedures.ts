/** The ways to roll a pool that the driver is held against, on the same ports. They know no failure and no restart. */
import { rollOut } from "../../../components/rollout/drive/index.ts";
import type { RolloutGoal } from "../../../components/rollout/drive/goal.ts";
import type { Ports } from "../../../components/rollout/drive/ports.ts";
import type { Course } from "./world.ts";

export type Procedure = (course: Course) => Promise<void>;

/** The rollout itself. */
export const driver: Procedure = async ({ ports, goal }) => {
  const { outcome } = await rollOut(ports, goal, () => {});
  if (outcome !== "moved") {
    throw new Error(`The rollout ended ${outcome}.`);
  }
};

/** What the shell scripts of many teams do: one more, wait, drain one, wait, terminate it, wait; and again. */
export const serial: Procedure = (course) => inBatches(course, 1);

/** As many as the surge at a time, and everybody waits for the slowest. */
export const batches: Procedure = (course) => inBatches(course, course.surge);

async function inBatches({ ports, goal }: Course, size: number): Promise<void> {
  const first = await ports.pool.read();
  const olds = (await ports.pool.members()).map(({ id }) => id);
  await ports.pool.update({ configurationId: goal.target }, first.etag);
  for (let done = 0; done < olds.length; done += size) {
    const batch = olds.slice(done, done + size);
    await grow(ports, batch.length);
    await until(ports, goal, async () => (await healthy(ports)) >= olds.length + batch.length);
    await ports.clock.sleep(goal.knobs.minHealthySeconds);
    await drain(ports, goal, batch);
    await ports.clock.sleep(goal.knobs.drainSeconds);
    for (const id of batch) {
      await ports.pool.detach(id);
    }
    await until(ports, goal, async () => (await ports.pool.departing(batch, [])).length === 0);
  }
}

async function grow(ports: Ports, more: number): Promise<void> {
  const { size, etag } = await ports.pool.read();
  await ports.pool.update({ size: size + more }, etag);
}

async function healthy(ports: Ports): Promise<number> {
  const { total, notOk } = await ports.balancer.health();
  return total - notOk.size;
}

async function drain(ports: Ports, goal: RolloutGoal, ids: readonly string[]): Promise<void> {
  const backends = await ports.balancer.backends();
  for (const id of ids) {
    const address = await ports.pool.address(id, undefined);
    const name = typeof address === "object" ? `${address.ip}:${goal.port}` : "";
    const backend = backends.find((one) => one.name === name);
    if (backend !== undefined) {
      await ports.balancer.setDrain(backend, true);
    }
  }
}

async function until(ports: Ports, goal: RolloutGoal, isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await ports.clock.sleep(goal.knobs.pollSeconds);
  }
}
