/**
 * Virtual time: a queue of events, and promises that resolve when their turn comes. Nothing here waits in real time.
 *
 * The clock must stand still while the driver is still working something out, or calls that it makes side by side would
 * cost as much as calls one after the other. A `process.nextTick` callback that was asked for by a promise reaction runs
 * when no reaction is left: at the moment at which the driver can do nothing more but wait.
 */
import type { Instant } from "../../../../components/rollout/plan/observation.ts";

interface Event {
  readonly at: Instant;
  /** Events of the same instant run in the order in which they were asked for. */
  readonly order: number;
  readonly run: () => void;
}

export class VirtualTime {
  now: Instant;
  private readonly heap: Event[] = [];
  private asked = 0;
  private waiting = 0;
  private ticking = false;
  private stopped = false;
  private readonly limit: Instant;
  private readonly onEnd: (why: "idle" | "late" | Error) => void;

  /** @param onEnd told when nobody waits any more, when the limit has passed, or when an event threw; the clock stops then. */
  constructor(now: Instant, limit: Instant, onEnd: (why: "idle" | "late" | Error) => void) {
    this.now = now;
    this.limit = limit;
    this.onEnd = onEnd;
  }

  /** Runs it `seconds` from now; never before what was asked for earlier at the same instant. */
  after(seconds: number, run: () => void): void {
    push(this.heap, { at: this.now + Math.max(0, Math.round(seconds * 1000)), order: this.asked++, run });
  }

  /** Resolves `seconds` from now. */
  wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting++;
      this.after(seconds, () => {
        this.waiting--;
        resolve();
      });
      this.tickSoon();
    });
  }

  stop(): void {
    this.stopped = true;
  }

  private tickSoon(): void {
    if (!this.ticking && !this.stopped) {
      this.ticking = true;
      queueMicrotask(() => process.nextTick(this.tick));
    }
  }

  private readonly tick = (): void => {
    this.ticking = false;
    while (!this.stopped) {
      const event = this.waiting > 0 ? pop(this.heap) : undefined;
      if (event === undefined || event.at > this.limit) {
        this.stopped = true;
        this.onEnd(event === undefined ? "idle" : "late");
        return;
      }
      this.now = event.at;
      const waiting = this.waiting;
      try {
        event.run();
      } catch (error) {
        this.stopped = true;
        this.onEnd(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      if (this.waiting < waiting) {
        this.tickSoon();
        return;
      }
    }
  };
}

function before(one: Event, other: Event): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function push(heap: Event[], event: Event): void {
  let place = heap.length;
  heap.push(event);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || before(above, event)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = event;
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    let least = heap[child];
    if (least === undefined) break;
    const right = heap[child + 1];
    if (right !== undefined && before(right, least)) {
      child++;
      least = right;
    }
    if (!before(least, last)) break;
    heap[place] = least;
    place = child;
  }
  heap[place] = last;
  return first;
}
