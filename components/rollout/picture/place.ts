/** Where labels go so that none covers another. */

export interface Placed<T> {
  readonly item: T;
  readonly x: number;
  readonly width: number;
  /** 0 is the row next to the panel, higher rows lie above it. */
  readonly row: number;
}

/**
 * Rows for labels that stand above a panel, each beginning at the vertical line that it names. A label goes above every
 * label whose line it would cross, so neither texts nor lines meet: with lines at 0, 50 and 300 and labels 100 wide, the
 * one at 0 is in row 1, the others in row 0.
 *
 * @param gap units that stay free beside a label
 */
export function inRows<T>(items: readonly { item: T; x: number; width: number }[], gap: number): Placed<T>[] {
  const placed: Placed<T>[] = [];
  // From right to left, since a label reaches to the right and so has to know what stands there.
  for (const label of [...items].sort((a, b) => a.x - b.x).reverse()) {
    const met = placed.filter(({ x }) => x <= label.x + label.width + gap);
    placed.push({ ...label, row: Math.max(-1, ...met.map(({ row }) => row)) + 1 });
  }
  return placed.reverse();
}

/**
 * Moves positions apart so that neighbours have `distance` between them, each as near to its wish as the order allows,
 * none before `least`, and the last not after `most` where there is room.
 */
export function spread(wishes: readonly number[], distance: number, least: number, most: number): number[] {
  const order = wishes.map((wish, index) => ({ wish, index })).sort((a, b) => a.wish - b.wish || a.index - b.index);
  const places: number[] = [];
  order.forEach(({ wish }, rank) => {
    const latest = most - (order.length - 1 - rank) * distance;
    const earliest = rank === 0 ? least : (places[rank - 1] ?? least) + distance;
    places.push(Math.max(earliest, Math.min(wish, latest)));
  });
  const result = wishes.map(() => 0);
  order.forEach(({ index }, rank) => (result[index] = places[rank] ?? 0));
  return result;
}
