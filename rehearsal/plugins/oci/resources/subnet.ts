import { restResource } from "../rest-resource.ts";
import { listChange } from "../rest-spec.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Subnet/ */
export const subnet = restResource({
  token: "oci:Core/subnet:Subnet",
  sdk: "core",
  thing: "Subnet",
  collection: "/20160918/subnets",
  item: "/20160918/subnets/{id}",
  ready: ["AVAILABLE"],
  steps: [
    {
      on: ["ipv4cidrBlocks"],
      calls: (change, live, path) => {
        const { added, removed } = listChange(live["ipv4CidrBlocks"], change.news["ipv4cidrBlocks"]);
        return [
          ...added.map((block) => ({ operation: "AddIpv4SubnetCidr", action: "addIpv4Cidr", block })),
          ...removed.map((block) => ({ operation: "RemoveIpv4SubnetCidr", action: "removeIpv4Cidr", block })),
        ].map(({ operation, action, block }) => {
          const body = { ipv4CidrBlock: block };
          return { operation, method: "POST", path: `${path}/actions/${action}`, body, once: true };
        });
      },
    },
  ],
});
