import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/autoscaling/20181001/AutoScalingConfiguration/ */
export const autoScalingConfiguration = restResource({
  token: "oci:Autoscaling/autoScalingConfiguration:AutoScalingConfiguration",
  sdk: "autoscaling",
  thing: "AutoScalingConfiguration",
  collection: "/20181001/autoScalingConfigurations",
  item: "/20181001/autoScalingConfigurations/{id}",
});
