import * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local/command.js";
import { ownName, refuse, type Fault } from "@tidegate/faults";
import type { SurgeRollout } from "../surgeRollout.ts";
import { SMOKE_DEFAULTS, smokeFaults } from "./options.ts";

export interface SmokeCheckArgs {
  /** URL that answers 2xx when the application is well. */
  healthUrl: pulumi.Input<string>;
  /** URL that answers 2xx when the application also reaches its database. Asked after the other. Default: not asked. */
  databaseUrl?: pulumi.Input<string>;
  /** OCID of the instance configuration that serves. When another one does, the checks are made again. */
  serving: pulumi.Input<string>;
  /** Seconds after which no new attempt is made, for each URL. Default: 120. */
  deadlineSeconds?: pulumi.Input<number>;
  /** Seconds that one attempt may take. Default: 10. */
  attemptSeconds?: pulumi.Input<number>;
  /**
   * Rolls the pool back to what served before when a check fails. `up` fails all the same, and the next one deploys
   * again what the program asks for. Default: the pool stays as it is.
   */
  rollback?: SurgeRollout;
  /** Headers that every request carries. Default: none. */
  headers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Variables for the process that asks, such as `http_proxy`. Default: those of the engine alone. */
  environment?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * Asks the application from outside once it is deployed: past every cache, again and again until it answers 2xx or the
 * time is over. `pulumi up` fails with the answers when it doesn't, and asks again next time.
 *
 * Nothing is asked in a preview, nor when nothing has changed. The machine that runs the engine must reach the URLs, and
 * the program's folder must find this package, as the program itself does.
 *
 * @throws InvalidArguments with every fault of the values that are known, before anything is registered.
 * @see https://www.pulumi.com/registry/packages/command/api-docs/local/command/
 */
export class SmokeCheck extends pulumi.ComponentResource {
  /** What the check of the health URL said when it passed. */
  readonly health: pulumi.Output<string>;
  /** The same of the database URL; undefined when there is none. */
  readonly database: pulumi.Output<string> | undefined;

  constructor(name: string, args: SmokeCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, knownFaults(args));
    super("tidegate-rollout:index:SmokeCheck", name, {}, opts);

    const health = new Command(`${name}-health`, askFor(args.healthUrl, args), { parent: this });
    this.health = health.stdout;

    if (args.databaseUrl !== undefined) {
      const after = { parent: this, dependsOn: health };
      this.database = new Command(`${name}-database`, askFor(args.databaseUrl, args), after).stdout;
    }

    this.registerOutputs({ health: this.health, database: this.database });
  }
}

/**
 * By the package's name, which Node looks up from the program's folder: the state then holds no path, and the checkout may
 * stand anywhere. Double quotes mean the same to every shell.
 */
const SMOKE_COMMAND = `node -e "import('@tidegate/rollout/smoke/run')"`;

function askFor(url: pulumi.Input<string>, args: SmokeCheckArgs) {
  const { deadlineSeconds, attemptSeconds, headers } = withDefaults(args);
  const rollback = args.rollback && rollbackOf(args.rollback);
  return {
    create: SMOKE_COMMAND,
    // Not as arguments: those would need quotes, which differ between shells, and stand in the machine's process list.
    stdin: pulumi.jsonStringify({ url, deadlineSeconds, attemptSeconds, headers, rollback }),
    triggers: [args.serving],
    ...(args.environment !== undefined && { environment: args.environment }),
  };
}

/** The rollout's own request, with another target. */
function rollbackOf({ request, previousConfigurationId }: SurgeRollout) {
  return pulumi.all([request, previousConfigurationId]).apply(([inputs, targetConfigurationId]) => {
    return { ...inputs, targetConfigurationId };
  });
}

function withDefaults(args: SmokeCheckArgs) {
  return {
    deadlineSeconds: args.deadlineSeconds ?? SMOKE_DEFAULTS.deadlineSeconds,
    attemptSeconds: args.attemptSeconds ?? SMOKE_DEFAULTS.attemptSeconds,
    headers: args.headers ?? SMOKE_DEFAULTS.headers,
  };
}

/** What is known only while the program is deployed is checked by the process that asks. */
function knownFaults(args: SmokeCheckArgs): Fault[] {
  const { deadlineSeconds, attemptSeconds } = withDefaults(args);
  const fine = { ...SMOKE_DEFAULTS, url: "http://example.org" };
  const timed = {
    ...fine,
    ...(typeof deadlineSeconds === "number" && { deadlineSeconds }),
    ...(typeof attemptSeconds === "number" && { attemptSeconds }),
  };
  const addresses = (["healthUrl", "databaseUrl"] as const).flatMap((argument) => {
    const url = args[argument];
    return typeof url === "string" ? smokeFaults({ ...fine, url }, () => argument) : [];
  });
  return [...addresses, ...smokeFaults(timed, ownName)];
}
