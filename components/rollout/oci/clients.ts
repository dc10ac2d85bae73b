/** The SDK's clients of the services that a rollout calls, set up alike. */
import { AutoScalingClient } from "oci-autoscaling";
import { CircuitBreaker, DefaultRequestSigner } from "oci-common";
import type { AuthenticationDetailsProvider, HttpClient } from "oci-common";
import { ComputeClient, ComputeManagementClient, VirtualNetworkClient } from "oci-core";
import { LoadBalancerClient } from "oci-loadbalancer";
import type { CloudClock } from "./clock.ts";
import { cloudHttp } from "./http.ts";
import { retries } from "./retries.ts";

export interface Clients {
  readonly compute: ComputeClient;
  readonly management: ComputeManagementClient;
  readonly network: VirtualNetworkClient;
  readonly balancer: LoadBalancerClient;
  readonly autoscaling: AutoScalingClient;
}

/** Where the services are: one base URL for all of them, or a region's own endpoints. */
export type Place = { readonly endpoint: string } | { readonly regionId: string };

export interface ClientOptions {
  readonly provider: AuthenticationDetailsProvider;
  readonly place: Place;
  readonly clock: CloudClock;
  /** Seconds of the cloud's clock in one of this machine's. */
  readonly speed: number;
  /** Seconds of this machine's clock before an answer counts as lost. */
  readonly answerSeconds?: number;
}

export function makeClients({ provider, place, clock, speed, answerSeconds }: ClientOptions): Clients {
  const httpClient: HttpClient = cloudHttp(new DefaultRequestSigner(provider), clock, answerSeconds);
  const settings = {
    retryConfiguration: retries(speed),
    circuitBreaker: new CircuitBreaker({ disableClientCircuitBreaker: true }),
  };
  const clients: Clients = {
    compute: new ComputeClient({ httpClient }, settings),
    management: new ComputeManagementClient({ httpClient }, settings),
    network: new VirtualNetworkClient({ httpClient }, settings),
    balancer: new LoadBalancerClient({ httpClient }, settings),
    autoscaling: new AutoScalingClient({ httpClient }, settings),
  };
  for (const client of Object.values(clients) as Clients[keyof Clients][]) {
    if ("endpoint" in place) {
      client.endpoint = place.endpoint;
    } else {
      client.regionId = place.regionId;
    }
  }
  return clients;
}
