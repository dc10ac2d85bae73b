/** Variables for what runs next. */
import { appendFile } from "node:fs/promises";

/**
 * Tells variables to the steps that follow, by a file that their runner reads (`NAME=value` lines), or as lines for a shell.
 * @param file undefined where there is no such file
 */
export async function announce(
  environment: Readonly<Record<string, string>>,
  file: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  const entries = Object.entries(environment);
  if (file) {
    await appendFile(file, entries.map(([name, value]) => `${name}=${value}\n`).join(""));
  } else {
    entries.forEach(([name, value]) => print(`export ${name}='${value.replaceAll("'", `'\\''`)}'`));
  }
}
