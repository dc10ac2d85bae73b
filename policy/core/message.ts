import type { Finding } from "./policy.ts";

/** A finding as people read it: `path: says. remedy [rule]`. */
export function findingText({ path, says, rule }: Finding, remedy: string): string {
  const place = path === "" ? "" : `${path}: `;
  return `${place}${says}. ${remedy}${rule === undefined ? "" : ` [${rule}]`}`;
}
