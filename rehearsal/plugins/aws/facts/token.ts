/** Where the installed @pulumi/aws declares a type or a function. */
import { join } from "node:path";
import type { Declaring } from "../../declared/facts.ts";
import { findDeclarationFile } from "../../declared/find.ts";

/**
 * The file that declares a token: `aws:sqs/queue:Queue` stands in sqs/queue.d.ts, `aws:index/getRegion:getRegion` in
 * getRegion.d.ts, and `aws:glue/mLTransform:MLTransform` in glue/mltransform.d.ts. Undefined where the package has none.
 */
export function declaringFile(root: string, token: string): Declaring | undefined {
  const match = /^aws:([\w-]+)\/(\w+):(\w+)$/.exec(token);
  if (match === null) return undefined;
  const [, module = "", file = "", name = ""] = match;
  const path = findDeclarationFile(module === "index" ? root : join(root, module.toLowerCase()), file);
  return path === undefined ? undefined : { path, name };
}
