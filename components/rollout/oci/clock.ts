/**
 * The cloud's clock, as well as it can be known here: `date` headers of answers hold it fast, this machine's steady clock
 * carries it on in between. So an instance's timeCreated compares rightly also where this machine's clock is off.
 */
import { setTimeout } from "node:timers/promises";
import type { Instant } from "../plan/observation.ts";
import type { Clock } from "../drive/ports.ts";

export interface CloudClock extends Clock {
  /** A reading of this machine's steady clock, in milliseconds, to hand in with the answer to a request sent now. */
  reading(): number;
  /**
   * Takes note of an answer's `date` header.
   * @param sent the reading when its request was sent
   */
  heard(date: string | null, sent: number): void;
}

/** What the clock needs of the machine. */
export interface Machine {
  /** Milliseconds that only ever grow. */
  steady(): number;
  /** Milliseconds since the epoch. */
  wall(): number;
  /** @param milliseconds of this machine */
  sleep(milliseconds: number): Promise<unknown>;
}

export const THIS_MACHINE: Machine = {
  steady: () => performance.now(),
  wall: () => Date.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
};

/** A `date` header leaves the part of a second out. */
const HEADER_STEP = 1000;

/**
 * @param speed seconds of the cloud's clock in one of the machine's, above 0. Above 1 in rehearsals only.
 */
export function cloudClock(speed: number, machine: Machine = THIS_MACHINE): CloudClock {
  /** The cloud's time is the steady clock's, times speed, plus this. */
  let offset = machine.wall() - machine.steady() * speed;
  let isHeld = false;
  let latest = Number.NEGATIVE_INFINITY;
  return {
    now: (): Instant => {
      const now = Math.round(offset + machine.steady() * speed);
      latest = Math.max(latest, now);
      return latest;
    },
    sleep: async (seconds) => {
      await machine.sleep((seconds * 1000) / speed);
    },
    reading: () => machine.steady(),
    heard: (date, sent) => {
      const said = Date.parse(date ?? "");
      if (Number.isNaN(said)) {
        return;
      }
      // Sent at 10:00:00.2, answered "10:00:05" at 10:00:00.4: the cloud is 4.6 s to 5.8 s ahead. Within these bounds the
      // clock stays as it is, so that it doesn't jitter with every answer.
      const lowest = said - machine.steady() * speed;
      const highest = said + HEADER_STEP - sent * speed;
      offset = Math.min(Math.max(offset, lowest), highest);
      if (!isHeld) {
        // What was read off before came from this machine's own clock, and may have been hours ahead.
        isHeld = true;
        latest = Number.NEGATIVE_INFINITY;
      }
    },
  };
}
