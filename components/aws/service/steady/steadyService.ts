/** An output that resolves once a service is steady, and fails the program if it never is. */
import * as pulumi from "@pulumi/pulumi";
import { ProgramError } from "@tidegate/faults";
import type { Watch } from "./awaitSteady.ts";
import { awaitSteady } from "./awaitSteady.ts";
import { machineClock } from "./clock.ts";
import type { Wanted } from "./judge.ts";
import { lookAt } from "./look.ts";
import type { Subject } from "./report.ts";
import { unsteadyReport } from "./report.ts";

export interface SteadyArgs {
  readonly clusterArn: pulumi.Input<string>;
  readonly serviceName: string;
  /** The service's ARN, once it and whatever moves its count were brought up to date. */
  readonly serviceArn: pulumi.Input<string>;
  readonly wanted: pulumi.Input<Wanted>;
  /** Minutes that the service is given. */
  readonly minutes: number;
}

/**
 * The service's ARN, once ECS runs the wanted revision with as many tasks as it aims at. A preview doesn't look: nothing has
 * changed yet.
 * @throws ProgramError (the output rejects) that says what runs instead and where to look, so that `up` fails.
 */
export function steadyService(args: SteadyArgs, owner: pulumi.Resource): pulumi.Output<string> {
  const { serviceName, minutes } = args;
  const known = pulumi.all([args.serviceArn, args.clusterArn, pulumi.output(args.wanted)]);
  return known.apply(async ([serviceArn, clusterArn, wanted]) => {
    if (pulumi.runtime.isDryRun()) return serviceArn;
    const look = () => lookAt({ clusterArn, serviceName }, { parent: owner });
    await reachSteady({ serviceName, clusterArn }, { look, wanted, minutes, clock: machineClock });
    return serviceArn;
  });
}

/**
 * Waits until a service is steady.
 * @throws ProgramError with the report where it isn't in the end.
 */
export async function reachSteady(subject: Omit<Subject, "minutes">, watch: Watch): Promise<void> {
  const outcome = await awaitSteady(watch);
  if (outcome.kind !== "steady") {
    throw new ProgramError(unsteadyReport({ ...subject, minutes: watch.minutes }, outcome));
  }
}
