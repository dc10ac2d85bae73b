/** Who served from when to when. */

/** One instance configuration's time. */
export interface HistoryEntry {
  /** OCID of the instance configuration. */
  readonly configurationId: string;
  /** Since when it serves, or when the attempt began; ISO 8601, UTC. */
  readonly from: string;
  /** Until when; missing in the one that serves. */
  readonly to?: string;
  /** `adopted`, `moved`, or `returned: <cause>` and `halted: <cause>` for an attempt that failed. */
  readonly outcome: string;
}

/** The longest history that is kept. */
const MOST_ENTRIES = 50;

/** A configuration serves: its predecessor's time ends where its own begins. Nothing changes when it did before. */
export function served(
  history: readonly HistoryEntry[],
  now: { readonly configurationId: string; readonly from: string; readonly outcome: string },
): readonly HistoryEntry[] {
  const open = history.find(({ to }) => to === undefined);
  if (open?.configurationId === now.configurationId) {
    return history;
  }
  const ended = history.map((entry) => (entry.to === undefined ? { ...entry, to: now.from } : entry));
  return [now, ...ended].slice(0, MOST_ENTRIES);
}

/** A configuration was tried and did not stay. What served before it goes on. */
export function tried(history: readonly HistoryEntry[], attempt: Required<HistoryEntry>): readonly HistoryEntry[] {
  const kept = [attempt, ...history].slice(0, MOST_ENTRIES);
  const open = history.find(({ to }) => to === undefined);
  // Many failed attempts must not push out the one entry that says what runs.
  return open === undefined || kept.includes(open) ? kept : [...kept.slice(0, -1), open];
}
