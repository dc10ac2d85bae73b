import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstanceConfiguration/ */
export const instanceConfiguration = restResource({
  token: "oci:Core/instanceConfiguration:InstanceConfiguration",
  sdk: "core",
  thing: "InstanceConfiguration",
  collection: "/20160918/instanceConfigurations",
  item: "/20160918/instanceConfigurations/{id}",
  models: { create: "CreateInstanceConfigurationDetails|CreateInstanceConfigurationFromInstanceDetails" },
  // Details given one by one come from nowhere else: the API wants that said.
  body: (body) => ("instanceDetails" in body ? { source: "NONE", ...body } : body),
});
