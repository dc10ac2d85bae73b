import type { Instant } from "../../../../../components/rollout/plan/observation.ts";
import type { Kernel } from "./kernel.ts";

/**
 * Something that can be read of the world, worked out when it is asked for, with its past for stale answers. Whoever
 * changes what it is made of calls `touch` first.
 */
export class View<T> {
  private readonly kernel: Kernel;
  private readonly look: () => T;
  private present: T | undefined;
  private known = false;
  private past: { readonly until: Instant; readonly value: T }[] = [];

  constructor(kernel: Kernel, look: () => T) {
    this.kernel = kernel;
    this.look = look;
  }

  /** What it is made of is about to change. */
  touch(): void {
    const { memorySeconds, time } = this.kernel;
    if (memorySeconds > 0) {
      const oldest = time.now - memorySeconds * 1000;
      if (this.past.length > 16 && (this.past[8]?.until ?? 0) < oldest) {
        this.past = this.past.filter(({ until }) => until >= oldest);
      }
      this.past.push({ until: time.now, value: this.now() });
    }
    this.known = false;
  }

  now(): T {
    if (!this.known || this.present === undefined) {
      this.present = this.look();
      this.known = true;
    }
    return this.present;
  }

  /** As it was then. */
  at(instant: Instant): T {
    if (instant >= this.kernel.time.now) return this.now();
    return this.past.find(({ until }) => until > instant)?.value ?? this.now();
  }
}
