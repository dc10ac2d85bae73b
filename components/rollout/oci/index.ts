/** The ports' real side: Oracle Cloud through the official SDK. */
import { readFileSync } from "node:fs";
import { PortError } from "../drive/ports.ts";
import type { Ports } from "../drive/ports.ts";
import { authenticate, chooseAuth } from "./auth.ts";
import type { AuthChoice } from "./auth.ts";
import { autoscalingPort } from "./autoscaling.ts";
import { balancerPort } from "./balancer.ts";
import { makeClients } from "./clients.ts";
import { cloudClock } from "./clock.ts";
import { configurationPort } from "./configurations.ts";
import { poolPort } from "./pool.ts";
import { probePort } from "./probe.ts";
import { filterWarnings } from "./quiet.ts";
import { ENDPOINT_VARIABLE, readSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";
import type { Environment, Where } from "./where.ts";

export type { Environment, Where } from "./where.ts";

let isFiltered = false;

/**
 * Sets the ports up. Makes no call to the services of the rollout, though asking a machine for its identity may go over
 * the network.
 * @param environment chooses the credentials as Oracle's command line does (OCI_CLI_AUTH, OCI_CLI_CONFIG_FILE,
 *   OCI_CLI_PROFILE and the like; see auth.ts), and may redirect all services (settings.ts)
 * @throws PortError refused with everything that is wrong with the environment
 */
export async function ociPorts(where: Where, environment: Environment): Promise<Ports> {
  const faults: string[] = [];
  const settings = readSettings(environment, faults);
  const choice = chooseAuth(environment, readText, faults);
  if (choice === undefined || faults.length > 0) {
    throw refusal(faults);
  }
  const { provider, regionId } = await authenticate(choice);
  const clock = cloudClock(settings.speed);
  const place = placeOf(settings, where.region ?? (environment["OCI_CLI_REGION"] || regionId), choice);
  const clients = makeClients({ provider, place, clock, speed: settings.speed });
  if (!isFiltered) {
    isFiltered = true;
    filterWarnings();
  }
  return {
    pool: poolPort(clients, where),
    balancer: balancerPort(clients, where),
    autoscaling: autoscalingPort(clients, where, clock),
    configurations: configurationPort(clients, where),
    probe: probePort(settings.probeProxy === undefined ? {} : { proxy: settings.probeProxy }),
    clock,
  };
}

function placeOf({ endpoint }: Settings, regionId: string | undefined, { kind }: AuthChoice) {
  if (endpoint !== undefined) {
    return { endpoint };
  }
  if (regionId === undefined) {
    throw refusal([
      `No region is known: credentials of the kind ${kind} name none here. Set OCI_CLI_REGION (eu-frankfurt-1, for ` +
        `example), region in the profile, or ${ENDPOINT_VARIABLE}.`,
    ]);
  }
  return { regionId };
}

function refusal(faults: readonly string[]): PortError {
  return new PortError(
    "refused",
    `The rollout can't reach Oracle Cloud with this environment:\n${faults.map((fault) => `- ${fault}`).join("\n")}`,
  );
}

/** Undefined where there is no such file, or it may not be read. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
