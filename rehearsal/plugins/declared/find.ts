/** Declaration files of an SDK. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The declaration file of a name: `queue` stands in queue.d.ts. A few are written otherwise than their token, with other
 * capitals. Undefined where the folder has none.
 */
export function findDeclarationFile(folder: string, file: string): string | undefined {
  // A folder's index is its list of modules, so that a type of this name has a file of another.
  const plain = join(folder, file === "index" ? "index_.d.ts" : `${file}.d.ts`);
  if (existsSync(plain)) return plain;
  const other = filesIn(folder).find((item) => item.toLowerCase() === `${file.toLowerCase()}.d.ts`);
  return other === undefined ? undefined : join(folder, other);
}

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
