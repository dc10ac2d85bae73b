/** @tidegate/affected: which stacks' previews can differ between two commits. */
export { affectedStacks } from "./affected.ts";
export type { Affected } from "./affected.ts";
export { readSnapshots } from "./git.ts";
export type { Snapshots } from "./git.ts";
export { importsOf } from "./imports.ts";
export type { Import } from "./imports.ts";
export type { Snapshot } from "./snapshot.ts";
export { stacksOf } from "./stacks.ts";
export type { StackFiles } from "./stacks.ts";
