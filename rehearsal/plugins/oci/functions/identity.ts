import { textOf } from "../../protocol/values.ts";
import type { FunctionSpec } from "./spec.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/ */
export const IDENTITY: readonly FunctionSpec[] = [
  {
    token: "oci:Identity/getAvailabilityDomains:getAvailabilityDomains",
    operation: "ListAvailabilityDomains",
    path: "/20160918/availabilityDomains",
    list: "availabilityDomains",
  },
  {
    token: "oci:Identity/getAvailabilityDomain:getAvailabilityDomain",
    operation: "ListAvailabilityDomains",
    path: "/20160918/availabilityDomains",
    query: { adNumber: "", id: "" },
    pick: (items, args) => {
      const found = items.find((item, i) => item["id"] === args["id"] || i + 1 === args["adNumber"]);
      if (found === undefined) {
        const asked = textOf(args["id"] ?? args["adNumber"]);
        throw new Error(`no availability domain \`${asked}\`: adNumber goes from 1 to ${items.length}`);
      }
      return { ...found, adNumber: items.indexOf(found) + 1 };
    },
  },
  {
    token: "oci:Identity/getFaultDomains:getFaultDomains",
    operation: "ListFaultDomains",
    path: "/20160918/faultDomains",
    list: "faultDomains",
  },
  { token: "oci:Identity/getTenancy:getTenancy", operation: "GetTenancy", path: "/20160918/tenancies/{tenancyId}" },
  {
    token: "oci:Identity/getCompartment:getCompartment",
    operation: "GetCompartment",
    path: "/20160918/compartments/{id}",
  },
  {
    token: "oci:Identity/getCompartments:getCompartments",
    operation: "ListCompartments",
    path: "/20160918/compartments",
    list: "compartments",
  },
  {
    token: "oci:Identity/getRegionSubscriptions:getRegionSubscriptions",
    operation: "ListRegionSubscriptions",
    path: "/20160918/tenancies/{tenancyId}/regionSubscriptions",
    list: "regionSubscriptions",
  },
];
