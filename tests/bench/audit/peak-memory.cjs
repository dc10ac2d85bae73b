// Given to the measured audit with --require: writes its peak memory in KiB, as the system counted it, when it ends.
process.once("exit", () => {
  require("node:fs").writeFileSync(process.env.TIDEGATE_BENCH_PEAK, String(process.resourceUsage().maxRSS));
});
