/** @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Namespace/ */
import { notFound } from "../../errors.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { NAMESPACE, TENANCY_ID } from "../../tenancy.ts";

/** @throws ServiceError 404 where the path names another tenancy's namespace */
export function needNamespace(call: Call): void {
  const namespace = call.params["namespaceName"];
  if (namespace !== NAMESPACE) {
    throw notFound(`There is no namespace ${namespace} that this user may see.`);
  }
}

function metadata(call: Call): Reply {
  needNamespace(call);
  return { body: { namespace: NAMESPACE, defaultS3CompartmentId: TENANCY_ID, defaultSwiftCompartmentId: TENANCY_ID } };
}

export const namespaceRoutes: readonly Route[] = [
  { operation: "objectstorage/GetNamespace", method: "GET", path: "/n", handle: () => ({ body: NAMESPACE }) },
  { operation: "objectstorage/GetNamespaceMetadata", method: "GET", path: "/n/{namespaceName}", handle: metadata },
];
