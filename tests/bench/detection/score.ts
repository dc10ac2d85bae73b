import type { Figure } from "../benchmark.ts";

/** What was planted in a resource: a secret, or a look-alike. */
export interface Item {
  readonly file: string;
  readonly isSecret: boolean;
  /** Lines of the file that it stands in, 1-based, both included. */
  readonly lines: readonly [number, number];
}

/** What one contender reported about the corpus. */
export interface Report {
  readonly name: string;
  /** Items that it found something in, secrets and look-alikes. */
  readonly reported: ReadonlySet<Item>;
  readonly seconds: number;
}

export interface Score {
  readonly name: string;
  /** Shares of 1. */
  readonly recall: number;
  readonly precision: number;
  /** Look-alikes reported, of all look-alikes. */
  readonly falseRate: number;
  /** MB a second. */
  readonly throughput: number;
}

export function scoreOf({ name, reported, seconds }: Report, items: readonly Item[], bytes: number): Score {
  const secrets = items.filter(({ isSecret }) => isSecret);
  const lookalikes = items.filter(({ isSecret }) => !isSecret);
  const right = secrets.filter((item) => reported.has(item)).length;
  const wrong = lookalikes.filter((item) => reported.has(item)).length;
  return {
    name,
    recall: right / secrets.length,
    precision: right + wrong === 0 ? 0 : right / (right + wrong),
    falseRate: wrong / lookalikes.length,
    throughput: bytes / 1e6 / seconds,
  };
}

/** The figures of one corpus, ours first. Goals are the most that a figure may be, so recall's is told by what is missed. */
export function figuresOf(table: string, ours: Score, peers: readonly Score[]): Figure[] {
  const ahead = peers.filter(({ recall, falseRate }) => recall > ours.recall || falseRate < ours.falseRate);
  return [
    { table, name: "ours: missed", value: 100 * (1 - ours.recall), unit: "%", goal: 2 },
    { table, name: "ours: look-alikes reported", value: 100 * ours.falseRate, unit: "%", goal: 0.5 },
    { table, name: "peers ahead of ours in either", value: ahead.length, unit: "", goal: 0 },
    ...[ours, ...peers].flatMap(({ name, recall, precision, falseRate, throughput }) => [
      { table, name: `${name}: recall`, value: 100 * recall, unit: "%" },
      { table, name: `${name}: precision`, value: 100 * precision, unit: "%" },
      { table, name: `${name}: look-alikes reported`, value: 100 * falseRate, unit: "%" },
      { table, name: `${name}: throughput`, value: throughput, unit: "MB/s" },
    ]),
  ];
}
