/** A world that is being served: its clock, its events and its file. */
import { EMULATED_SERVICES } from "./services/index.ts";
import { WorldClock } from "./clock.ts";
import { settle } from "./events.ts";
import type { EventHandler } from "./events.ts";
import type { Moment } from "./moment.ts";
import type { Service } from "./route.ts";
import { watchWorld } from "./watch.ts";
import { loadWorld, newWorld, saveWorld } from "./world.ts";
import type { World } from "./world.ts";

export interface RuntimeOptions {
  /** Where the world lies on disk. */
  file: string;
  /** Seed of a new world; a world that exists keeps its own. */
  seed?: string;
  /** World seconds in one real second, from now on; without it, as the world had it (1 for a new one). */
  speed?: number;
  services?: readonly Service[];
  realNow?: () => number;
}

export class Runtime {
  readonly world: World;
  readonly clock: WorldClock;
  readonly services: readonly Service[];
  readonly #file: string;
  readonly #handlers: ReadonlyMap<string, EventHandler>;
  readonly #quiet: ReadonlySet<string>;
  #writing: Promise<void> = Promise.resolve();
  /** The write that will begin once the present one has ended. */
  #next: Promise<void> | undefined;

  private constructor(world: World, options: RuntimeOptions, services: readonly Service[]) {
    this.world = world;
    this.services = services;
    this.clock = new WorldClock(world.clock, options.realNow);
    this.#file = options.file;
    const events = services.flatMap((service) => service.events);
    this.#handlers = new Map(events.map((event) => [event.kind, event.handle]));
    this.#quiet = new Set(events.filter((event) => event.isQuiet).map((event) => event.kind));
  }

  /** Opens the world that lies in the file, or a new one where there is none. */
  static async open(options: RuntimeOptions): Promise<Runtime> {
    const services = options.services ?? EMULATED_SERVICES;
    const found = await loadWorld(options.file);
    const world = found ?? newWorld({ seed: options.seed ?? "tidegate", speed: 1 });
    const runtime = new Runtime(world, options, services);
    if (options.speed !== undefined) {
      runtime.clock.setSpeed(options.speed);
    }
    if (found === undefined) {
      services.forEach((service) => service.seed?.({ world, now: world.clock.now }));
    }
    await runtime.save();
    return runtime;
  }

  /** The present moment, with everything that was due by now having happened. */
  present(): Moment {
    const now = this.clock.now();
    settle(this.world, now, this.#handlers, (moment, kind) => {
      if (!this.#quiet.has(kind)) {
        watchWorld(moment);
      }
    });
    return { world: this.world, now };
  }

  /** To be called after each change that isn't an event: it is noted down at the moment at which it was made. */
  changed(moment: Moment): void {
    watchWorld(moment);
  }

  /**
   * Writes the world to its file, and resolves when a write has ended that began after this call: what was answered
   * after it survives the process. All who ask while a write is under way share the next one.
   */
  save(): Promise<void> {
    this.#next ??= this.#writing.then(() => {
      this.#next = undefined;
      this.world.clock = this.clock.state();
      const written = saveWorld(this.#file, this.world);
      // A write that failed is told to those who asked for it, and must not keep the next one from being tried.
      this.#writing = written.catch(() => undefined);
      return written;
    });
    return this.#next;
  }
}
