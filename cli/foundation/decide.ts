/** What to do next, from what is seen. Nothing here asks a cloud or writes a file. */

/** What one of the two places holds of the stack. `nowhere`: the place itself isn't there yet. */
export type Held = "nowhere" | "absent" | "empty" | "full";

/** Where the state is. `torn`: in both places, so that a move was begun. */
export type Place = "bucket" | "local" | "torn";

/** An empty stack beside a full one is a move's beginning; beside none it is a first run's. */
export function placeOf(bucket: Held, local: Held): Place {
  if (bucket === "full") return isThere(local) ? "torn" : "bucket";
  if (local === "full") return isThere(bucket) ? "torn" : "local";
  return bucket === "empty" && !isThere(local) ? "bucket" : "local";
}

export interface MoveSeen {
  /** Where the state comes from. */
  readonly from: Held;
  /** Where it goes to. */
  readonly to: Held;
  /** Whether both hold the same, where both hold something. */
  readonly same: boolean;
  /** Whether the empty stack over there names what is to encrypt its secrets. */
  readonly fillable: boolean;
  /** Whether the configuration file names what encrypts the secrets over there. */
  readonly configured: boolean;
}

/**
 * | step        | what it does                                                             |
 * | ----------- | ------------------------------------------------------------------------ |
 * | `make`      | an empty stack over there                                                |
 * | `discard`   | takes an empty stack away that was only half made                        |
 * | `fill`      | the state goes over                                                      |
 * | `configure` | the configuration file names the secrets provider of where the state is  |
 * | `remove`    | the stack here goes, now that the same is over there                     |
 * | `done`      | nothing is left to do                                                    |
 *
 * The rest are reasons to stop: `none` holds a state, the `bucket` isn't there, the two places `differ`.
 */
export type MoveStep = "make" | "discard" | "fill" | "configure" | "remove" | "done" | "none" | "bucket" | "differ";

/** The next step of a move. Whoever is killed between two steps sees the same again, and goes on from there. */
export function nextMove({ from, to, same, fillable, configured }: MoveSeen): MoveStep {
  if (to === "full") {
    if (from === "full" && !same) return "differ";
    if (!configured) return "configure";
    return isThere(from) ? "remove" : "done";
  }
  if (from !== "full") return "none";
  if (to === "nowhere") return "bucket";
  if (to === "absent") return "make";
  return fillable ? "fill" : "discard";
}

function isThere(held: Held): boolean {
  return held === "empty" || held === "full";
}
