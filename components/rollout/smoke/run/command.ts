/** The process behind a SmokeCheck's children: `import("@tidegate/rollout/smoke/run")`, with its options as JSON on standard input. */
import { json } from "node:stream/consumers";
import type { SurgeRolloutInputs } from "../../provider/properties.ts";
import type { SmokeOptions } from "../options.ts";
import { check, EXIT } from "./check.ts";

/** What the component of the same version writes; the options are checked all the same. */
interface Given extends Partial<SmokeOptions> {
  /** The rollout to make when the check fails. */
  readonly rollback?: SurgeRolloutInputs;
}

const { rollback, ...options } = (await json(process.stdin)) as Given;
const code = await check(options, process.env, {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
});
if (code === EXIT.failed && rollback !== undefined) {
  await rollItBack(rollback);
}
process.exitCode = code;

/** Loaded only when it is needed: it brings the cloud's SDK. */
async function rollItBack(inputs: SurgeRolloutInputs): Promise<void> {
  const { rollBackTo } = await import("../../provider/index.ts");
  const { targetConfigurationId } = inputs;
  console.error(
    (await rollBackTo(inputs))
      ? `Rolled back: ${targetConfigurationId} serves again. The next \`pulumi up\` deploys what the program asks for once more.`
      : "Not rolled back: the pool stays as the rollout left it.",
  );
}
