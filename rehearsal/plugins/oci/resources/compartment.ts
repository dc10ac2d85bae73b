import { restResource } from "../rest-resource.ts";
import type { Handler } from "../handler.ts";

const compartments = restResource({
  token: "oci:Identity/compartment:Compartment",
  sdk: "identity",
  thing: "Compartment",
  collection: "/20160918/compartments",
  item: "/20160918/compartments/{id}",
  ready: ["ACTIVE"],
  move: null,
  steps: [
    {
      on: ["compartmentId"],
      calls: (change, _live, path) => {
        const body = { targetCompartmentId: change.news["compartmentId"] ?? null };
        return [
          { operation: "MoveCompartment", method: "POST", path: `${path}/actions/moveCompartment`, body, once: true },
        ];
      },
    },
  ],
});

/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/Compartment/ */
export const compartment: Handler = {
  token: compartments.token,
  models: compartments.models,
  create: (cloud, inputs, timeout) => compartments.create(cloud, inputs, timeout),
  read: (cloud, id, inputs) => compartments.read(cloud, id, inputs),
  update: (cloud, change, timeout) => compartments.update(cloud, change, timeout),
  async remove(cloud, id, inputs, timeout) {
    // Without enableDelete the provider forgets a compartment and leaves it where it is.
    if (inputs["enableDelete"] === true) await compartments.remove(cloud, id, inputs, timeout);
  },
};
