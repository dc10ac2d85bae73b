// Given to each Node process of a measured preview with --require. The process that runs the program writes its peak
// memory in KiB, as the system counted it, when it ends. Plain JavaScript, so that it loads no type stripper.
if (/[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run[\\/]?/.test(process.argv[1] ?? "")) {
  process.once("exit", () => {
    require("node:fs").writeFileSync(process.env.TIDEGATE_BENCH_PEAK, String(process.resourceUsage().maxRSS));
  });
}
