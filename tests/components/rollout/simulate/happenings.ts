/** What others do to a world while a rollout runs. All of it ends, so that every rollout can. */
import { HAPPENINGS } from "./faults.ts";
import type { Faults, Happening } from "./faults.ts";
import { BY_FAULT } from "./log.ts";
import { LAST_GOOD } from "./scenario.ts";
import { ail, boot, setOk, setState, terminate } from "./world/machine.ts";
import type { Machine } from "./world/machine.ts";
import type { World } from "./world/world.ts";

/** Puts them on the world's calendar, spread over the first `seconds`. */
export function scheduleHappenings(world: World, faults: Faults, seconds: number): void {
  const { random, time } = world.kernel;
  for (const happening of HAPPENINGS) {
    for (let i = 0; i < faults.happenings[happening]; i++) {
      time.after(random.between(0, seconds), () => HAPPEN[happening](world));
    }
  }
}

const HAPPEN: Readonly<Record<Happening, (world: World) => void>> = {
  death(world) {
    const machine = anyMember(world);
    if (machine !== undefined) world.pool.die(machine);
  },
  illness(world) {
    const machine = anyMember(world);
    if (machine === undefined) return;
    // What served before the rollout always recovers, or nothing would be left to return to.
    const forever = machine.making.neverHealthy > 0 && world.kernel.random.chance(0.5);
    ail(world.kernel, world.pool, machine, forever ? undefined : world.kernel.random.between(60, 900));
  },
  flap(world) {
    const machine = anyMember(world);
    if (machine !== undefined) ail(world.kernel, world.pool, machine, world.kernel.random.between(1, 45));
  },
  stop(world) {
    const machine = anyMember(world);
    if (machine?.state !== "RUNNING") return;
    const { kernel, pool } = world;
    machine.turns++;
    if (machine.ok) setOk(kernel, pool, machine, false, BY_FAULT);
    setState(kernel, pool, machine, "STOPPED", BY_FAULT);
    kernel.time.after(kernel.random.between(30, 900), () => {
      if (machine.state !== "STOPPED") return;
      setState(kernel, pool, machine, "RUNNING", BY_FAULT);
      boot(kernel, pool, machine, BY_FAULT);
    });
  },
  enable(world) {
    const ids = world.autoscaling.ids();
    if (ids.length > 0) world.autoscaling.enable(world.kernel.random.pick(ids), { cause: "person" });
  },
  resize(world) {
    const { random } = world.kernel;
    const size = Math.max(1, world.pool.size + random.pick([-3, -2, -1, 1, 2, 3]));
    world.pool.change({ size }, { cause: "person" });
  },
  autoscale(world) {
    if (!world.autoscaling.isAwake()) return;
    const size = Math.max(1, world.pool.size + world.kernel.random.pick([-1, 1, 1, 2]));
    world.pool.change({ size }, { cause: "autoscaler" });
  },
  foreign(world) {
    if (world.foreign !== undefined) terminate(world.kernel, world.pool, world.foreign, { cause: "person" });
  },
  tidying(world) {
    if (world.pool.configurationId !== LAST_GOOD) {
      world.configurations.remove(LAST_GOOD, world.pool.configurationId, { cause: "person" });
    }
  },
};

function anyMember(world: World): Machine | undefined {
  const members = world.pool.membersNow();
  return members.length === 0 ? undefined : world.kernel.random.pick(members);
}
