import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/registry/20181004/ContainerRepository/ */
export const containerRepository = restResource({
  token: "oci:Artifacts/containerRepository:ContainerRepository",
  sdk: "artifacts",
  thing: "ContainerRepository",
  collection: "/20160918/container/repositories",
  item: "/20160918/container/repositories/{id}",
  ready: ["AVAILABLE"],
});
