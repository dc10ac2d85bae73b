/** The services that AWS's own clients can talk to, one line each. */
import type { JsonService, RestOperation } from "./operation.ts";
import { cloudMap } from "./operations/cloud-map.ts";
import { containers } from "./operations/containers.ts";
import { getVpcLink } from "./operations/api-gateway.ts";
import { queues } from "./operations/queues.ts";
import { registry } from "./operations/registry.ts";
import { secrets } from "./operations/secrets.ts";

export const JSON_SERVICES: readonly JsonService[] = [queues, cloudMap, containers, registry, secrets];

export const REST_OPERATIONS: readonly RestOperation[] = [getVpcLink];
