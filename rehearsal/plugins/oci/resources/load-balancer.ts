import { isObject } from "../../protocol/values.ts";
import { restResource } from "../rest-resource.ts";
import { LOAD_BALANCER_WORK } from "../work.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/LoadBalancer/ */
export const loadBalancer = restResource({
  token: "oci:LoadBalancer/loadBalancer:LoadBalancer",
  sdk: "loadbalancer",
  thing: "LoadBalancer",
  collection: "/20170115/loadBalancers",
  item: "/20170115/loadBalancers/{id}",
  ready: ["ACTIVE"],
  work: LOAD_BALANCER_WORK,
  turn: "id",
  move: "/changeCompartment",
  answer: (answer) => {
    const details = Array.isArray(answer["ipAddresses"]) ? answer["ipAddresses"].filter(isObject) : [];
    return {
      ...answer,
      ipAddressDetails: details.map((item) => ({ ...item, reservedIps: item["reservedIp"] ?? [] })),
      ipAddresses: details.map((item) => item["ipAddress"] ?? null),
    };
  },
  steps: [
    {
      on: ["shape", "shapeDetails"],
      calls: (change, _live, path) => {
        const { shape = null, shapeDetails = null } = change.news;
        const body = { shapeName: shape, ...(isObject(shapeDetails) && { shapeDetails }) };
        return [{ operation: "UpdateLoadBalancerShape", method: "PUT", path: `${path}/updateShape`, body, once: true }];
      },
    },
    {
      on: ["networkSecurityGroupIds"],
      calls: (change, _live, path) => {
        const body = { networkSecurityGroupIds: change.news["networkSecurityGroupIds"] ?? [] };
        return [
          {
            operation: "UpdateNetworkSecurityGroups",
            method: "PUT",
            path: `${path}/networkSecurityGroups`,
            body,
            once: true,
          },
        ];
      },
    },
  ],
});
