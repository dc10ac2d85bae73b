import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Draw } from "../../policy/secret-free/corpus/draw.ts";
import { KINDS } from "../../policy/secret-free/corpus/kinds.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import type { Figure } from "../benchmark.ts";
import { PEERS } from "./peers.ts";
import type { Hit, Peer } from "./peers.ts";
import { figuresOf, scoreOf } from "./score.ts";
import type { Item, Report, Score } from "./score.ts";

export interface Corpus {
  readonly files: readonly CorpusFile[];
  readonly items: readonly Item[];
  /** What our detector says: the items that it finds something in, and for look-alikes anything at all. */
  readonly judge: () => Iterable<Item> | Promise<Iterable<Item>>;
}

export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

/** Measures our detector and the peers on one corpus. */
export async function compare(table: string, corpus: Corpus, progress: (line: string) => void): Promise<Figure[]> {
  const { files, items } = corpus;
  const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
  const secrets = items.filter(({ isSecret }) => isSecret).length;
  progress(`${table}: ${secrets} secrets, ${items.length - secrets} look-alikes, ${(bytes / 1e6).toFixed(1)} MB`);
  const score = (report: Report): Score => {
    const scored = scoreOf(report, items, bytes);
    progress(
      `${report.name}: recall ${scored.recall.toFixed(4)}, look-alikes ${(100 * scored.falseRate).toFixed(2)} %`,
    );
    return scored;
  };
  const ours = score(await judgedByUs(corpus));
  const peers = await withTemporaryFolder("detection", async (folder) => {
    await write(join(folder, "corpus"), files);
    const scores: Score[] = [];
    for (const peer of PEERS) scores.push(score(await judgedBy(peer, folder, items, progress)));
    return scores;
  });
  return figuresOf(table, ours, peers);
}

async function judgedByUs({ judge }: Corpus): Promise<Report> {
  const start = performance.now();
  const reported = new Set(await judge());
  return { name: "ours", reported, seconds: (performance.now() - start) / 1000 };
}

/** A peer finds an item when it names one of the lines of the resource's inputs and outputs. */
async function judgedBy(
  peer: Peer,
  folder: string,
  items: readonly Item[],
  progress: (line: string) => void,
): Promise<Report> {
  const scan = await peer.prepare(progress);
  const start = performance.now();
  const hits = await scan(join(folder, "corpus"), folder);
  const seconds = (performance.now() - start) / 1000;
  if (!hits.some(({ file }) => file === CONTROL)) {
    throw new Error(`${peer.name} didn't find its planted control, so its score would say nothing.`);
  }
  return { name: peer.name, reported: new Set(items.filter(hitBy(hits))), seconds };
}

function hitBy(hits: readonly Hit[]): (item: Item) => boolean {
  const lines = Map.groupBy(hits, ({ file }) => file);
  return ({ file, lines: [first, last] }) => (lines.get(file) ?? []).some(({ line }) => line >= first && line <= last);
}

const CONTROL = "control.txt";

/** Beside the states stands a file with what every detector knows. */
async function write(folder: string, files: readonly CorpusFile[]): Promise<void> {
  await mkdir(folder);
  for (const { name, text } of files) await writeFile(join(folder, name), text);
  const draw = new Draw(1);
  const known = ["github token", "slack token", "private key rsa"];
  const control = KINDS.filter(({ kind }) => known.includes(kind)).map(({ make }) => make(draw));
  await writeFile(join(folder, CONTROL), `${control.join("\n")}\n`);
}
