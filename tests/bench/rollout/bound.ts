/** The times of one world: what everything takes, in seconds. */
export interface Times {
  /** Instances to replace. */
  readonly desired: number;
  /** In whole instances. */
  readonly surge: number;
  /** From the launch of a new instance until it counts, one entry a launch: boot, and minHealthySeconds. */
  readonly arrivals: readonly number[];
  /** From the drain of an old instance until it is TERMINATED, one entry an instance. */
  readonly departures: readonly number[];
}

/**
 * No procedure that keeps the invariants (serving >= desired, instances that aren't TERMINATED <= desired + surge) is quicker.
 *
 * For any times. At every instant there are at most `desired + surge` instances, and at least `desired` of them serve. So at
 * most `surge` of them arrive or depart. Each of the replaced pair's two spans, its arrival and its departure, is spent in
 * that state without a break, so the sum of all spans is at most `surge` times the makespan:
 *
 *     makespan >= (sum of arrivals + sum of departures) / surge
 *
 * For constant times a (arrival) and d (departure) more is true. Let L(k), H(k), D(k) and T(k) be when the k-th launch, the
 * k-th new instance that counts, the k-th drain's beginning and the k-th TERMINATED come, each in their own order. A new
 * instance takes a, so H(k) >= L(k) + a. The k-th drain leaves desired + (those that count) - k serving, so D(k) >= H(k).
 * A departure takes d, so T(k) >= D(k) + d. And launch k + surge needs k terminated, or there would be too many:
 * L(k + surge) >= T(k). Together T(k + surge) >= T(k) + a + d, with T(k) >= a + d for the first ones, so that
 *
 *     makespan = T(desired) >= ceil(desired / surge) * (a + d)
 *
 * With 5 to replace and a surge of 2 these are 3 rounds, not 2.5: the last round has a free place that nobody can use.
 */
export function lowerBound({ desired, surge, arrivals, departures }: Times): number {
  const sum = (spans: readonly number[]) => spans.reduce((total, span) => total + span, 0);
  const area = (sum(arrivals) + sum(departures)) / surge;
  const shortest = Math.min(...arrivals) + Math.min(...departures);
  return Math.max(area, Math.ceil(desired / surge) * shortest);
}
