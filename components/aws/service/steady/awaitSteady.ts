/** Looks at a service until it is steady, failed, or out of time. The service, the clock and the patience are injected. */
import type { Snapshot, Verdict, Wanted } from "./judge.ts";
import { judge } from "./judge.ts";

export interface Clock {
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Watch {
  readonly look: () => Promise<Snapshot>;
  readonly wanted: Wanted;
  /** Minutes after which a service that isn't steady has failed. */
  readonly minutes: number;
  readonly clock: Clock;
}

/** How it ended, with the last look. */
export type Outcome =
  { readonly kind: "steady" } | { readonly kind: "failed" | "late"; readonly reason: string; readonly last: Snapshot };

/**
 * Watches a service. A failure counts when two looks in a row show it: ECS answers from more than one place, and the
 * first look may be older than the deployment.
 */
export async function awaitSteady({ look, wanted, minutes, clock }: Watch): Promise<Outcome> {
  const deadline = clock.now() + minutes * 60_000;
  let before: Verdict["kind"] | undefined;
  for (;;) {
    const last = await look();
    const verdict = judge(last, wanted);
    if (verdict.kind === "steady") return { kind: "steady" };
    if (verdict.kind === "failed" && before === "failed") return { kind: "failed", reason: verdict.reason, last };
    if (clock.now() >= deadline) return { kind: "late", reason: verdict.reason, last };
    before = verdict.kind;
    await clock.sleep(BETWEEN_LOOKS);
  }
}

const BETWEEN_LOOKS = 5_000;
