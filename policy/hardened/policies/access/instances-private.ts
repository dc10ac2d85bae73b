import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isFalse, isntTrue, itemsOf, must, within } from "../look.ts";
import type { Place } from "../look.ts";

const ON_OCI = "doesn't say false, so that an instance in a public subnet gets a public address";

/** OCI gives a public address by default, wherever the subnet allows one. */
const withheld = (vnic: Place) => must(within(vnic, "assignPublicIp"), isFalse, ON_OCI);

const SAYS = "gives the instance a public address";

/** Virtual machines, and those that a pool is going to make, have no public address. */
export const instancesPrivate: ResourcePolicy = {
  name: "instances-private",
  about: "resource",
  description: "Instances, and those that a pool makes, have no public address.",
  remedy:
    "Set assignPublicIp (AWS: associatePublicIpAddress) to false, and reach instances by a bastion or a session service.",
  sources: [
    "order-tracking's requirements: hardening checklist (network)",
    "trivia-pay's requirements: what gets provisioned (private subnets)",
    "https://docs.oracle.com/en-us/iaas/api/#/en/iaas/latest/datatypes/CreateVnicDetails",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ec2/instance:Instance": (props) => must(at(props, "associatePublicIpAddress"), isntTrue, SAYS),
    "aws:ec2/launchTemplate:LaunchTemplate": (props) =>
      itemsOf(at(props, "networkInterfaces")).flatMap((one) =>
        must(within(one, "associatePublicIpAddress"), isntTrue, SAYS),
      ),
    "oci:Core/instance:Instance": (props) => withheld(at(props, "createVnicDetails")),
    "oci:Core/instanceConfiguration:InstanceConfiguration": (props) =>
      itemsOf(at(props, "instanceDetails", "launchDetails")).flatMap((launch) =>
        withheld(within(launch, "createVnicDetails")),
      ),
  }),
};
