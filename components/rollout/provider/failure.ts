/** A rollout that failed, told to the engine in its way and to the person who has to act on it. */
import type { RolloutResult } from "../drive/goal.ts";

/**
 * The engine keeps `properties` in the state, fails the update with `reasons`, and updates the resource again next time.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
 */
export class RolloutFailed extends Error {
  readonly id: string;
  readonly properties: object;
  readonly reasons: readonly string[];

  /** @param properties the whole state, `__provider` included: nobody adds it to what a failure carries */
  constructor(id: string, properties: object, message: string) {
    super(message);
    this.name = "RolloutFailed";
    this.id = id;
    this.properties = properties;
    this.reasons = [message];
  }
}

/** What happened, what the load balancer said, what runs now, and what to do. */
export function failureText(target: string, result: RolloutResult): string {
  const { failure, answers, serving, outcome } = result;
  const returned = outcome === "returned";
  return [
    `The rollout to ${target} failed: ${failure?.cause ?? "no cause was given"}`,
    ...(failure?.instanceId === undefined ? [] : [`instance: ${failure.instanceId}${at(failure.ip)}`]),
    ...(answers.length === 0
      ? []
      : ["the load balancer's last health answers:", ...answers.map((text) => `  ${text}`)]),
    returned
      ? `What runs now: ${serving}, which served before. The pool is back at it whole.`
      : `What runs now: the pool was left as it is. New instances start from ${serving}; old ones may still serve beside them.`,
    "What to do: find the cause (image, settings, boot log, health path), fix it and run `pulumi up` again; " +
      "without a change it tries the same configuration once more. To stay at what runs, ask for that configuration.",
  ].join("\n");
}

function at(ip: string | undefined): string {
  return ip === undefined ? "" : ` at ${ip}`;
}
