import { join } from "node:path";

import type { Session } from "../../rehearsal/session/session.ts";

/**
 * Runs `use` on embedded clouds of its own, and ends them whatever happens.
 *
 * @param folder where the rehearsal's own folder is made
 * @param options told what is going on; world seconds in one real second, where not the rehearsal's own default
 */
export async function onClouds<T>(
  folder: string,
  { progress, speed }: { readonly progress: (line: string) => void; readonly speed?: number },
  use: (session: Session) => Promise<T>,
): Promise<T> {
  // Loaded here, so that listing the benchmarks stays quick.
  const { openSession } = await import("../../rehearsal/session/session.ts");
  const { stopClouds } = await import("../../rehearsal/session/clouds.ts");
  const root = join(folder, "rehearsal");
  const session = await openSession({ root, say: progress, ...(speed !== undefined && { speed }) });
  try {
    return await use(session);
  } finally {
    await stopClouds(session.paths);
  }
}
