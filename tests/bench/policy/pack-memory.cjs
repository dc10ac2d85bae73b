// Given to the Node process of a measured pack with --require. The engine ends a pack without a word, so what the process has used
// is written again and again while it lives: processor time in seconds, and peak memory in KiB. Plain JavaScript, so that it
// loads no type stripper.
const { join } = require("node:path");
const { renameSync, writeFileSync } = require("node:fs");
const file = join(process.env.TIDEGATE_BENCH_PACKS, `${process.pid}.used`);
const write = () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  // In one move, so that the end of the process finds it whole.
  writeFileSync(`${file}.new`, `${(userCPUTime + systemCPUTime) / 1e6} ${maxRSS}`);
  renameSync(`${file}.new`, file);
};
write();
setInterval(write, 100).unref();
