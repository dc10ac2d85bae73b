/** A throw-away program under the engine, with clouds of its own. */
import { join } from "node:path";
import { installPlugins } from "../../../../rehearsal/plugins/install.ts";
import { startClouds, stopClouds } from "../../../../rehearsal/session/clouds.ts";
import type { Clouds } from "../../../../rehearsal/session/clouds.ts";
import { rehearsalEnvironment } from "../../../../rehearsal/session/environment.ts";
import { sessionPaths } from "../../../../rehearsal/session/paths.ts";
import { withProgram, type Program } from "../../../engine/program.ts";

/** World seconds in one real second. */
const SPEED = 200;

export interface AwsProgram extends Program {
  readonly clouds: Clouds;
}

/** Runs `use` with a project whose program is `text`, in the region that the embedded AWS's tests use. */
export async function withAwsProgram(text: string, use: (program: AwsProgram) => Promise<void>): Promise<void> {
  await withProgram(text, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
    const paths = sessionPaths(join(program.folder, "..", "rehearsal"));
    const clouds = await startClouds(paths, { speed: SPEED, seed: "program" });
    try {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      const { TIDEGATE_AWS_ENDPOINT } = rehearsalEnvironment(paths, clouds, "", SPEED);
      Object.assign(program.env, { TIDEGATE_AWS_ENDPOINT });
      await use({ ...program, clouds });
    } finally {
      await stopClouds(paths);
    }
  });
}
