/** The services that AWS's own clients can talk to, one line each. */
import type { JsonService, RestOperation } from "./operation.ts";
import { cloudMap } from "./operations/cloud-map.ts";
import { getVpcLink } from "./operations/api-gateway.ts";
import { queues } from "./operations/queues.ts";

export const JSON_SERVICES: readonly JsonService[] = [queues, cloudMap];

export const REST_OPERATIONS: readonly RestOperation[] = [getVpcLink];
