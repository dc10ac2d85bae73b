import type { EventSink, RolloutEvent } from "../drive/events.ts";
import type { RolloutGoal, RolloutResult } from "../drive/goal.ts";
import type { ConfigurationPort, Ports } from "../drive/ports.ts";
import type { Where } from "../oci/where.ts";

export type { Where } from "../oci/where.ts";

/** What the providers are put together from; tests put in fakes. */
export interface Parts {
  /** Opens the way to the pool and all around it. @throws when no credentials are found */
  readonly ports: (where: Where) => Promise<Ports>;
  /** Opens the way to the instance configurations of a shelf alone. */
  readonly configurations: (where: Pick<Where, "compartmentId" | "shelf" | "region">) => Promise<ConfigurationPort>;
  readonly rollOut: (ports: Ports, goal: RolloutGoal, sink: EventSink) => Promise<RolloutResult>;
  /** A sink that shows events to whoever runs the engine. */
  readonly narrator: () => Promise<EventSink>;
  /** A line for whoever runs the engine. */
  readonly say: (line: string) => void;
  /** Draws what happened. Answers with the files' paths, relative as the folder is. */
  readonly report: (folder: string, events: readonly RolloutEvent[]) => Promise<readonly string[]>;
  /** A new random key, lower-case letters and digits. */
  readonly randomKey: () => string;
}

/**
 * The region that an OCID names: its fourth part. The pool's own region is the right one, whatever the machine's
 * configuration says.
 * @see https://docs.oracle.com/en-us/iaas/Content/General/Concepts/identifiers.htm
 */
export function regionOf(ocid: string): string | undefined {
  return /^ocid1\.[^.]+\.[^.]+\.([^.]+)\./.exec(ocid)?.[1];
}
