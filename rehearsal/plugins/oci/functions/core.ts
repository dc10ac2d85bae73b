import type { FunctionSpec } from "./spec.ts";

const one = (name: string, collection: string, argument: string): FunctionSpec => ({
  token: `oci:Core/get${name}:get${name}`,
  operation: `Get${name}`,
  path: `/20160918/${collection}/{${argument}}`,
});

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/ */
export const CORE: readonly FunctionSpec[] = [
  one("Image", "images", "imageId"),
  one("Instance", "instances", "instanceId"),
  one("InstanceConfiguration", "instanceConfigurations", "instanceConfigurationId"),
  one("InstancePool", "instancePools", "instancePoolId"),
  one("Subnet", "subnets", "subnetId"),
  one("Vcn", "vcns", "vcnId"),
  one("Vnic", "vnics", "vnicId"),
  { token: "oci:Core/getImages:getImages", operation: "ListImages", path: "/20160918/images", list: "images" },
  {
    token: "oci:Core/getInstances:getInstances",
    operation: "ListInstances",
    path: "/20160918/instances",
    list: "instances",
  },
  {
    token: "oci:Core/getInstancePoolInstances:getInstancePoolInstances",
    operation: "ListInstancePoolInstances",
    path: "/20160918/instancePools/{instancePoolId}/instances",
    list: "instances",
    // A member of a pool is an instance: its id is that instance's.
    answer: (answer, args) => ({
      ...answer,
      instanceId: answer["id"] ?? null,
      instancePoolId: args["instancePoolId"] ?? null,
    }),
  },
  {
    token: "oci:Core/getServices:getServices",
    operation: "ListServices",
    path: "/20160918/services",
    list: "services",
  },
  { token: "oci:Core/getShapes:getShapes", operation: "ListShapes", path: "/20160918/shapes", list: "shapes" },
  {
    token: "oci:Core/getVnicAttachments:getVnicAttachments",
    operation: "ListVnicAttachments",
    path: "/20160918/vnicAttachments",
    list: "vnicAttachments",
  },
];
