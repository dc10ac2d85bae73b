/**
 * World time. It runs `speed` times as fast as real time, stands still while no process serves the world, and can be
 * pushed forward.
 */
export interface ClockState {
  /** Milliseconds since the epoch, in world time. */
  now: number;
  /** World seconds in one real second; 0 stops the clock. */
  speed: number;
}

export class WorldClock {
  readonly #realNow: () => number;
  #anchorWorld: number;
  #anchorReal: number;
  #speed: number;

  constructor(state: ClockState, realNow: () => number = () => performance.now()) {
    this.#realNow = realNow;
    this.#anchorWorld = state.now;
    this.#anchorReal = realNow();
    this.#speed = state.speed;
  }

  now(): number {
    return Math.round(this.#anchorWorld + (this.#realNow() - this.#anchorReal) * this.#speed);
  }

  get speed(): number {
    return this.#speed;
  }

  setSpeed(speed: number): void {
    this.advance(0);
    this.#speed = speed;
  }

  /** Pushes the clock forward by so many world seconds. */
  advance(seconds: number): void {
    const now = this.now();
    this.#anchorReal = this.#realNow();
    this.#anchorWorld = now + seconds * 1000;
  }

  state(): ClockState {
    return { now: this.now(), speed: this.#speed };
  }
}
