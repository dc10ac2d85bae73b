import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, itemsOf, mayBe, must, within } from "../look.ts";
import type { Place } from "../look.ts";

const PROPERTY = "isPvEncryptionInTransitEnabled";

const SAYS = "isn't true, so that the disk is read and written over the network in plain";

/** Oracle takes it beside the launch options, and in them under an older name's place. */
const encrypted = (launch: Place) =>
  mayBe(within(launch, "launchOptions", PROPERTY), isTrue) ? [] : must(within(launch, PROPERTY), isTrue, SAYS);

/** What an OCI instance reads from its disks and writes to them. At rest OCI encrypts always. */
export const volumesEncryptedInTransit: ResourcePolicy = {
  name: "volumes-encrypted-in-transit",
  about: "resource",
  description: "An OCI instance's traffic with its boot and block volumes is encrypted.",
  remedy: "Set isPvEncryptionInTransitEnabled to true when the instance or the instance configuration is made.",
  sources: ["https://docs.oracle.com/en-us/iaas/Content/Block/Concepts/overview.htm#BlockVolumeEncryption"],
  levels: BY_ENVIRONMENT,
  ...byType({
    "oci:Core/instance:Instance": (props) => encrypted(at(props)),
    "oci:Core/instanceConfiguration:InstanceConfiguration": (props) =>
      itemsOf(at(props, "instanceDetails", "launchDetails")).flatMap(encrypted),
  }),
};
