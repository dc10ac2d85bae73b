/** A plugin lives as long as the engine that started it, and an engine that is killed can't say goodbye. */
const LOOK_EVERY_MS = 1_000;

/** Ends this process when another one has become its parent. */
export function endWithEngine(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit(0);
  }, LOOK_EVERY_MS).unref();
}
