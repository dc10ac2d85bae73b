import type { Properties } from "../../protocol/values.ts";
import { restResource } from "../rest-resource.ts";
import { flattenPorts, nestPorts } from "./security-rules.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/SecurityList/ */
export const securityList = restResource({
  token: "oci:Core/securityList:SecurityList",
  sdk: "core",
  thing: "SecurityList",
  collection: "/20160918/securityLists",
  item: "/20160918/securityLists/{id}",
  ready: ["AVAILABLE"],
  body: (body, inputs, live) => {
    // A create needs both lists, and the provider takes none as empty.
    const none: Properties = live === undefined ? { egressSecurityRules: [], ingressSecurityRules: [] } : {};
    return nestPorts({ ...none, ...body }, inputs);
  },
  answer: flattenPorts,
});
