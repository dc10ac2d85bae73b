import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isGiven, isTrue, itemsOf, mayBe, must, within } from "../look.ts";
import type { Checks, Place } from "../look.ts";

const SAYS = "isn't true, so that the disk lies in plain unless the account says otherwise";

const NO_ROOT = "isn't given, so that the first disk lies in plain unless its image or the account says otherwise";

const encrypted = (place: Place) => must(within(place, "encrypted"), isTrue, SAYS);

/** A volume made from a snapshot is as encrypted as the snapshot, unless it says otherwise. */
const unlessSnapshot = (place: Place) => (mayBe(within(place, "snapshotId"), isGiven) ? [] : encrypted(place));

/** The first disk is there, whether or not anything is said of it. A template may say it for the instance. */
const alsoFirst: Checks[string] = (props) => [
  ...(mayBe(at(props, "launchTemplate"), isGiven)
    ? []
    : must(at(props, "rootBlockDevice"), (value) => value !== undefined, NO_ROOT)),
  ...itemsOf(at(props, "rootBlockDevice")).flatMap(encrypted),
  ...itemsOf(at(props, "ebsBlockDevices")).flatMap(unlessSnapshot),
];

/** Disks and file systems on AWS. OCI encrypts every volume, always. */
export const volumesEncrypted: ResourcePolicy = {
  name: "volumes-encrypted",
  about: "resource",
  description: "Disks and file systems are encrypted.",
  remedy: "Set encrypted to true on the volume, on each disk of an instance, and on the file system.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption at rest)",
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ebs/volume:Volume": (props) => unlessSnapshot(at(props)),
    "aws:efs/fileSystem:FileSystem": (props) => encrypted(at(props)),
    "aws:ebs/snapshotCopy:SnapshotCopy": (props) => encrypted(at(props)),
    "aws:ec2/amiCopy:AmiCopy": (props) => encrypted(at(props)),
    "aws:ec2/instance:Instance": alsoFirst,
    "aws:ec2/launchConfiguration:LaunchConfiguration": alsoFirst,
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": alsoFirst,
    "aws:ec2/launchTemplate:LaunchTemplate": (props) =>
      itemsOf(at(props, "blockDeviceMappings"))
        .flatMap((mapping) => itemsOf(within(mapping, "ebs")))
        .flatMap(unlessSnapshot),
  }),
};
