import type { ResourcePolicy } from "@tidegate/policy";
import { EVERYWHERE } from "../levels.ts";
import { at, byType, is, isGiven, isTrue, itemsOf, mayBe, must, within } from "../look.ts";
import type { Place } from "../look.ts";

const isRequired = (value: unknown): boolean => value === "required";

const ON_AWS = "isn't required, so that the instance's credentials can be had by one forged request";

const ON_OCI = "isn't true, so that the instance's keys can be had by one forged request";

const legacyOff = (launch: Place) =>
  must(within(launch, "instanceOptions", "areLegacyImdsEndpointsDisabled"), isTrue, ON_OCI);

/** Version 1 of the metadata services answers whoever makes the instance fetch a URL. */
export const metadataV2: ResourcePolicy = {
  name: "metadata-v2",
  about: "resource",
  description: "An instance's metadata are served by version 2 alone.",
  remedy: "Set areLegacyImdsEndpointsDisabled to true (OCI), metadataOptions.httpTokens to required (AWS).",
  sources: [
    "trivia-pay's requirements: what gets provisioned (instance configuration)",
    "https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/gettingmetadata.htm",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  ],
  levels: EVERYWHERE,
  ...byType({
    "oci:Core/instance:Instance": (props) => legacyOff(at(props)),
    "oci:Core/instanceConfiguration:InstanceConfiguration": (props) =>
      itemsOf(at(props, "instanceDetails", "launchDetails")).flatMap(legacyOff),
    "aws:ec2/launchTemplate:LaunchTemplate": (props) =>
      must(at(props, "metadataOptions", "httpTokens"), isRequired, ON_AWS),
    // An instance of a launch template has its template's options where it says nothing.
    "aws:ec2/instance:Instance": (props) =>
      mayBe(at(props, "launchTemplate"), isGiven) && is(at(props, "metadataOptions"), (value) => value === undefined)
        ? []
        : must(at(props, "metadataOptions", "httpTokens"), isRequired, ON_AWS),
  }),
};
