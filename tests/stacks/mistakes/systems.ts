/** The right stacks that mistakes are made in. */
import type { SceneOptions } from "./scene.ts";

/** Private tasks, endpoints and no NAT; a database, Kafka, HTTPS and access logs. */
export function orderTracking(label: string): SceneOptions {
  return {
    label,
    system: "order-tracking",
    environment: "prod",
    config: {},
    images: ({ ecr_repository_url }) => [
      {
        repositoryUrl: String(ecr_repository_url),
        tag: "v1",
        listens: { port: 8080, paths: ["/actuator/health"] },
        digestKey: "imageDigest",
      },
    ],
  };
}

/** NAT, two gateways, an API and Spot workers, provisioned tables, CloudFront with a domain and a web ACL, trail and backups. */
export function circleOfTrust(label: string): SceneOptions {
  return {
    label,
    system: "circle-of-trust",
    environment: "prod",
    // What follows a push follows a tag that moves, as in dev.
    config: { redeployOnPush: true, imagePolicy: "floating" },
    images: ({ api_repository_url, worker_repository_url }) => [
      { repositoryUrl: String(api_repository_url), tag: "latest", listens: { port: 8000, paths: ["/health"] } },
      { repositoryUrl: String(worker_repository_url), tag: "latest" },
    ],
  };
}
