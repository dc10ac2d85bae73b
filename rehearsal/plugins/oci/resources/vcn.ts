import { restResource } from "../rest-resource.ts";
import { listChange } from "../rest-spec.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Vcn/ */
export const vcn = restResource({
  token: "oci:Core/vcn:Vcn",
  sdk: "core",
  thing: "Vcn",
  collection: "/20160918/vcns",
  item: "/20160918/vcns/{id}",
  ready: ["AVAILABLE"],
  steps: [
    {
      on: ["cidrBlocks"],
      calls: (change, live, path) => {
        const { added, removed } = listChange(live["cidrBlocks"], change.news["cidrBlocks"]);
        return [
          ...added.map((cidrBlock) => ({ operation: "AddVcnCidr", action: "addCidr", cidrBlock })),
          ...removed.map((cidrBlock) => ({ operation: "RemoveVcnCidr", action: "removeCidr", cidrBlock })),
        ].map(({ operation, action, cidrBlock }) => {
          return { operation, method: "POST", path: `${path}/actions/${action}`, body: { cidrBlock }, once: true };
        });
      },
    },
  ],
});
