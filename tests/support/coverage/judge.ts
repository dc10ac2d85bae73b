import { isWithin } from "../../../tools/affected/snapshot.ts";

/** How many lines of a file there are, and how many of them ran. */
export interface FileLines {
  /** From the project's root. */
  readonly path: string;
  readonly total: number;
  readonly covered: number;
}

export interface Judgement {
  /** A line a room: `components 97.3 % of 12345 lines (at least 96.8 %)`. */
  readonly told: readonly string[];
  /** What fell, and which files lie lowest there; empty where nothing did. */
  readonly fallen: readonly string[];
}

/** Holds each room's lines against the least share of them, in per cent. A room without files has fallen: nothing was looked at. */
export function judge(files: readonly FileLines[], thresholds: Readonly<Record<string, number>>): Judgement {
  const rooms = Object.entries(thresholds).map(([room, least]) => {
    const own = files.filter(({ path }) => isWithin(path, room));
    return { room, least, own, share: shareOf(own), total: sum(own.map(({ total }) => total)) };
  });
  const low = rooms.filter(({ share, least, total }) => total === 0 || share < least);
  return {
    told: rooms.map(
      ({ room, share, total, least }) => `${room} ${percent(share)} of ${total} lines (at least ${percent(least)})`,
    ),
    fallen: low.flatMap(({ room, share, least, own }) => [
      `${room} is covered to ${percent(share)}, and must be to ${percent(least)}. Most is missing here:`,
      ...lowest(own).map((file) => `  ${file.path}: ${file.total - file.covered} of ${file.total} lines`),
    ]),
  };
}

/** The files with the most lines that no test ran, worst first. */
function lowest(files: readonly FileLines[]): FileLines[] {
  const missing = ({ total, covered }: FileLines): number => total - covered;
  return files
    .filter((file) => missing(file) > 0)
    .sort((one, other) => missing(other) - missing(one) || (one.path < other.path ? -1 : 1))
    .slice(0, SHOWN);
}

const SHOWN = 10;

function shareOf(files: readonly FileLines[]): number {
  const total = sum(files.map((file) => file.total));
  return total === 0 ? 0 : (100 * sum(files.map(({ covered }) => covered))) / total;
}

/** Cut off, not rounded: what isn't reached isn't told as reached. */
function percent(share: number): string {
  return `${(Math.floor(share * 10) / 10).toFixed(1)} %`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
