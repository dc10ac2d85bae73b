/** A pool behind a load balancer in the embedded cloud, and the real ports that look at it over HTTP. */
import assert from "node:assert/strict";
import { loadBalancers } from "../../../../rehearsal/oci/collections.ts";
import { cloudClock } from "../../../../components/rollout/oci/clock.ts";
import { makeClients } from "../../../../components/rollout/oci/clients.ts";
import type { Clients } from "../../../../components/rollout/oci/clients.ts";
import { filterWarnings } from "../../../../components/rollout/oci/quiet.ts";
import type { CloudClock } from "../../../../components/rollout/oci/clock.ts";
import type { Where } from "../../../../components/rollout/oci/where.ts";
import { PortError } from "../../../../components/rollout/drive/ports.ts";
import type { PortErrorKind } from "../../../../components/rollout/drive/ports.ts";
import { BALANCER, COMPARTMENT, openStage } from "../../../rehearsal/oci/compute/stage.ts";
import type { Body, Stage } from "../../../rehearsal/oci/compute/stage.ts";

export interface Scene {
  readonly stage: Stage;
  readonly where: Where;
  readonly clients: Clients;
  readonly clock: CloudClock;
  /** Method, path and body of each request since the last call of this. */
  requests(): string[];
  /** Lets a fault strike the requests of an operation. */
  fault(kind: string, match: string, times?: number): void;
  close(): Promise<void>;
}

/** Delays between the SDK's attempts shrink with the clock's speed: so they take milliseconds here. */
const SPEED = 1000;

filterWarnings();

/** @param details of the pool; it is there and RUNNING */
export async function openScene(details: Body = {}): Promise<Scene> {
  const stage = await openStage();
  const poolId = await stage.pool(details);
  stage.pass(60);
  const clock = cloudClock(SPEED);
  const { provider, endpoint } = stage.world;
  const sent: string[] = [];
  const clients = makeClients({ provider, place: { endpoint }, clock, speed: SPEED, answerSeconds: 5 });
  return {
    stage,
    where: {
      poolId,
      compartmentId: COMPARTMENT,
      loadBalancerId: BALANCER,
      backendSetName: "api-backend",
      shelf: "api",
    },
    clients: counted(clients, sent),
    clock,
    requests: () => sent.splice(0),
    fault: (kind, match, times = 1) => stage.world.runtime.world.faults.push({ kind, match, times }),
    close: () => stage.close(),
  };
}

interface Sent {
  readonly method: string;
  readonly uri: string;
  readonly body?: string;
}

/** Notes which operations reach the network, pages of listings each. */
function counted(clients: Clients, sent: string[]): Clients {
  for (const client of Object.values(clients) as object[]) {
    const http = Reflect.get(client, "_httpClient") as { send(request: Sent): unknown };
    Reflect.set(client, "_httpClient", {
      send: (request: Sent, ...rest: []) => {
        const { pathname, search } = new URL(request.uri);
        sent.push(`${request.method} ${pathname}${search} ${request.body ?? ""}`.trimEnd());
        return http.send(request, ...rest);
      },
    });
  }
  return clients;
}

/** The backend as the world has it. */
export function backendIn({ stage }: Scene, name: string) {
  const { runtime } = stage.world;
  runtime.present();
  const set = loadBalancers.get(runtime.world, BALANCER)?.backendSets?.["api-backend"];
  const found = set?.backends.find((backend) => backend.name === name);
  assert.ok(found, `no backend ${name}`);
  return found;
}

/** Holds a promise to fail as a rollout is told. */
export async function fails(promise: Promise<unknown>, kind: PortErrorKind, message: RegExp): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof PortError, String(error));
    assert.equal(error.kind, kind, error.message);
    assert.match(error.message, message);
    return true;
  });
}
