import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { launchesOf, launchOf } from "../launches.ts";
import { at, byType, is, isTrue, itemsOf, mayBe, must, within } from "../look.ts";
import type { Place } from "../look.ts";

const PROPERTY = "isPvEncryptionInTransitEnabled";

const SAYS = "isn't true, so that the disk is read and written over the network in plain";

const ON_EFS = "isn't on, so that files are read and written over the network in plain";

/** Oracle takes it beside the launch options, and in them under an older name's place. */
const encrypted = (launch: Place) =>
  mayBe(within(launch, "launchOptions", PROPERTY), isTrue) ? [] : must(within(launch, PROPERTY), isTrue, SAYS);

/** What an OCI instance reads from its disks and writes to them, and a task on AWS its files. At rest OCI encrypts always. */
export const volumesEncryptedInTransit: ResourcePolicy = {
  name: "volumes-encrypted-in-transit",
  about: "resource",
  description:
    "An OCI instance's traffic with its boot and block volumes is encrypted, and so is a task's with its file system.",
  remedy:
    "Set isPvEncryptionInTransitEnabled to true when the instance, the configuration or the attachment is made (EFS: transitEncryption to ENABLED).",
  sources: [
    "https://docs.oracle.com/en-us/iaas/Content/Block/Concepts/overview.htm#BlockVolumeEncryption",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "oci:Core/instance:Instance": (props) => launchOf(props).flatMap(encrypted),
    "oci:Core/instanceConfiguration:InstanceConfiguration": (props) => launchesOf(props).flatMap(encrypted),
    // A disk by iSCSI is encrypted by the instance itself, if it is.
    "oci:Core/volumeAttachment:VolumeAttachment": (props) =>
      is(at(props, "attachmentType"), (value) => value === "paravirtualized")
        ? must(at(props, PROPERTY), isTrue, SAYS)
        : [],
    "aws:ecs/taskDefinition:TaskDefinition": (props) =>
      itemsOf(at(props, "volumes"))
        .flatMap((volume) => itemsOf(within(volume, "efsVolumeConfiguration")))
        .flatMap((efs) => must(within(efs, "transitEncryption"), (value) => value === "ENABLED", ON_EFS)),
  }),
};
