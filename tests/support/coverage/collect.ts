/**
 * Loaded by mocha (`--require`), first in the process that was started, then in each that this starts for test files. V8 counts
 * in the latter alone: what they start in turn, such as the engine's programs, doesn't pay for it.
 *
 * @see https://nodejs.org/api/cli.html#node_v8_coveragedir
 */
const folder = process.env["TIDEGATE_COVERAGE"];
if (folder === undefined) {
  // Node has read it, and writes there when this process ends.
  delete process.env["NODE_V8_COVERAGE"];
} else {
  delete process.env["TIDEGATE_COVERAGE"];
  process.env["NODE_V8_COVERAGE"] = folder;
}
