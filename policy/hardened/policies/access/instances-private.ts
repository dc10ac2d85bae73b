import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { interfacesOf, launchOf } from "../launches.ts";
import { at, byType, isFalse, isGiven, isntTrue, itemsOf, must, within } from "../look.ts";
import type { Checks, Known, Place } from "../look.ts";

const ON_OCI = "doesn't say false, so that an instance in a public subnet gets a public address";

/** OCI gives a public address by default, wherever the subnet allows one. */
const withheld = (vnic: Place) => must(within(vnic, "assignPublicIp"), isFalse, ON_OCI);

const SAYS = "gives the instance a public address";

const isPrivate: Checks[string] = (props) => must(at(props, "associatePublicIpAddress"), isntTrue, SAYS);

/** An address of its own, which is put on the instance afterwards. */
const isntGiven = (value: Known): boolean => !isGiven(value);

/** Virtual machines, and those that a pool is going to make, have no public address. */
export const instancesPrivate: ResourcePolicy = {
  name: "instances-private",
  about: "resource",
  description: "Instances, those that a pool makes, and container instances have no public address.",
  remedy:
    "Set assignPublicIp (AWS: associatePublicIpAddress) to false, put no address on it afterwards, and reach instances by a bastion or a session service.",
  sources: [
    "order-tracking's requirements: hardening checklist (network)",
    "trivia-pay's requirements: what gets provisioned (private subnets)",
    "https://docs.oracle.com/en-us/iaas/api/#/en/iaas/latest/datatypes/CreateVnicDetails",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ec2/instance:Instance": isPrivate,
    "aws:ec2/launchConfiguration:LaunchConfiguration": isPrivate,
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": isPrivate,
    "aws:ec2/eip:Eip": (props) => must(at(props, "instance"), isntGiven, SAYS),
    "aws:ec2/eipAssociation:EipAssociation": (props) => must(at(props, "instanceId"), isntGiven, SAYS),
    "aws:ec2/launchTemplate:LaunchTemplate": (props) =>
      itemsOf(at(props, "networkInterfaces")).flatMap((one) =>
        must(within(one, "associatePublicIpAddress"), isntTrue, SAYS),
      ),
    "oci:Core/instance:Instance": (props) =>
      launchOf(props).flatMap((launch) => withheld(within(launch, "createVnicDetails"))),
    "oci:Core/instanceConfiguration:InstanceConfiguration": (props) => interfacesOf(props).flatMap(withheld),
    "oci:Core/vnicAttachment:VnicAttachment": (props) => withheld(at(props, "createVnicDetails")),
    "oci:Core/publicIp:PublicIp": (props) => must(at(props, "privateIpId"), isntGiven, SAYS),
    "oci:ContainerEngine/containerInstance:ContainerInstance": (props) =>
      itemsOf(at(props, "vnics")).flatMap((vnic) => must(within(vnic, "isPublicIpAssigned"), isFalse, ON_OCI)),
  }),
};
