/** Text in a picture: how wide it is, and how to make it an element. */
import { escaped } from "./escape.ts";

/** Units that a text takes at a font size: a wide guess, since too wide leaves a gap and too narrow overlaps. */
export function widthOf(text: string, size: number): number {
  return Array.from(text).reduce((width, char) => width + shareOf(char) * size, 0);
}

/** A character's width as a share of the font's size, a tenth above that of Helvetica. */
function shareOf(char: string): number {
  if (/[ fijlrt.,:;!|'()[\]/-]/.test(char)) {
    return 0.37;
  }
  return /[\x20-\x7e]/.test(char) && !/[A-Zmw@%]/.test(char) ? 0.62 : 1.1;
}

/** The text, cut with `…` where it would take more than `width`. */
export function cutTo(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) {
    return text;
  }
  const kept = Array.from(text);
  while (kept.length > 0 && widthOf(`${kept.join("")}…`, size) > width) {
    kept.pop();
  }
  return `${kept.join("")}…`;
}

/** The text in lines of at most `width`, broken at spaces; the last of `most` lines is cut. */
export function wrapped(text: string, width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && lines.length < most - 1 && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].filter((found) => found !== "").map((found) => cutTo(found, width, size));
}

/** @param rest attributes as they stand in SVG, `class="faint"` */
export function textAt(x: number, y: number, text: string, rest = ""): string {
  return `<text x="${round(x)}" y="${round(y)}"${rest === "" ? "" : ` ${rest}`}>${escaped(text)}</text>`;
}

/** A number as short as a picture needs it. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
