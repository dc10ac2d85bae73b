/** Where the installed @pulumi/aws declares a type or a function. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Declaring {
  /** The declaration file. */
  readonly path: string;
  /** `Queue`, `getVpc`. */
  readonly name: string;
}

/**
 * The file that declares a token: `aws:sqs/queue:Queue` stands in sqs/queue.d.ts, `aws:index/getRegion:getRegion` in
 * getRegion.d.ts. Undefined where the package has none.
 */
export function declaringFile(root: string, token: string): Declaring | undefined {
  const match = /^aws:([\w-]+)\/(\w+):(\w+)$/.exec(token);
  if (match === null) return undefined;
  const [, module = "", file = "", name = ""] = match;
  const folder = module === "index" ? root : join(root, module.toLowerCase());
  // A folder's index is its list of modules, so that a type of this name has a file of another.
  const plain = join(folder, file === "index" ? "index_.d.ts" : `${file}.d.ts`);
  if (existsSync(plain)) return { path: plain, name };
  // A few files are written otherwise than their token: `aws:glue/mLTransform:MLTransform` is in glue/mltransform.d.ts.
  const other = filesIn(folder).find((item) => item.toLowerCase() === `${file.toLowerCase()}.d.ts`);
  return other === undefined ? undefined : { path: join(dirname(plain), other), name };
}

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
