/** @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Namespace/ */
import type { UpdateNamespaceMetadataDetails } from "oci-objectstorage/lib/model/index.js";
import { namespaceMetadata } from "../../collections.ts";
import { ServiceError } from "../../errors.ts";
import { bodyOf } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { NAMESPACE, TENANCY_ID } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";

/** @throws ServiceError 404 where the path names another tenancy's namespace */
export function needNamespace(call: Call): void {
  const namespace = call.params["namespaceName"];
  if (namespace !== NAMESPACE) {
    const message = `There is no namespace ${namespace} that this user may see. The tenancy's own is ${NAMESPACE}.`;
    throw new ServiceError(404, "NamespaceNotFound", message);
  }
}

/** The body is nothing but the name, as a JSON text. */
function name(call: Call): Reply {
  const { compartmentId } = call.query;
  if (compartmentId !== undefined && compartmentId !== "") {
    needCompartment(call.world, compartmentId);
  }
  return { body: NAMESPACE };
}

/** Until somebody says otherwise, what comes by the S3 and Swift interfaces lands in the root compartment. */
function metadata(call: Call): Reply {
  needNamespace(call);
  const changed = namespaceMetadata.get(call.world, NAMESPACE);
  const usual = { namespace: NAMESPACE, defaultS3CompartmentId: TENANCY_ID, defaultSwiftCompartmentId: TENANCY_ID };
  return { body: { ...usual, ...changed } };
}

function updateMetadata(call: Call): Reply {
  needNamespace(call);
  const details = bodyOf<Wire<UpdateNamespaceMetadataDetails>>(call);
  for (const id of [details.defaultS3CompartmentId, details.defaultSwiftCompartmentId]) {
    if (id !== undefined) {
      needCompartment(call.world, id);
    }
  }
  namespaceMetadata.put(call, NAMESPACE, { ...namespaceMetadata.get(call.world, NAMESPACE), ...details });
  return metadata(call);
}

const ONE = "/n/{namespaceName}";

export const namespaceRoutes: readonly Route[] = [
  { operation: "objectstorage/GetNamespace", method: "GET", path: "/n", handle: name },
  { operation: "objectstorage/GetNamespaceMetadata", method: "GET", path: ONE, handle: metadata },
  { operation: "objectstorage/UpdateNamespaceMetadata", method: "PUT", path: ONE, handle: updateMetadata },
];
