/** Oracle's own services, as service gateways and route rules name them. */
import type * as core from "oci-core/lib/model/index.js";
import { notFoundResource } from "../../errors.ts";
import { makeOcid } from "../../ocid.ts";
import { replyWith } from "../../route.ts";
import type { Route } from "../../route.ts";
import { REGION, REGION_KEY } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";

const region = REGION_KEY.toLowerCase();

export const ORACLE_SERVICES: readonly Wire<core.Service>[] = [
  {
    id: makeOcid("service", REGION, "all"),
    name: `All ${REGION_KEY} Services In Oracle Services Network`,
    description: `All ${REGION_KEY} Services In Oracle Services Network`,
    cidrBlock: `all-${region}-services-in-oracle-services-network`,
  },
  {
    id: makeOcid("service", REGION, "objectstorage"),
    name: `OCI ${REGION_KEY} Object Storage`,
    description: `OCI ${REGION_KEY} Object Storage`,
    cidrBlock: `oci-${region}-objectstorage`,
  },
];

/** The services of a gateway, by their ids. @throws ServiceError 404 where one is none of the region's */
export function gatewayServices(
  wanted: readonly { serviceId: string }[],
): { serviceId: string; serviceName: string }[] {
  return wanted.map(({ serviceId }) => ({ serviceId, serviceName: need(serviceId).name }));
}

function need(id: string): Wire<core.Service> {
  const service = ORACLE_SERVICES.find((one) => one.id === id);
  if (service === undefined) {
    throw notFoundResource(id);
  }
  return service;
}

export const serviceRoutes: readonly Route[] = [
  {
    operation: "core/ListServices",
    method: "GET",
    path: "/20160918/services",
    handle: () => ({ body: ORACLE_SERVICES }),
  },
  {
    operation: "core/GetService",
    method: "GET",
    path: "/20160918/services/{serviceId}",
    handle: (call) => replyWith(need(call.params["serviceId"] ?? ""), "1"),
  },
];
