import type { Bag, Finding, ResourcePolicy } from "@tidegate/policy";
import { EVERYWHERE } from "../levels.ts";
import { launchesOf, launchOf } from "../launches.ts";
import { at, byType, is, isGiven, isTrue, mayBe, must, within } from "../look.ts";
import type { Place } from "../look.ts";

const isRequired = (value: unknown): boolean => value === "required";

const ON_AWS = "isn't required, so that the instance's credentials can be had by one forged request";

const ON_OCI = "isn't true, so that the instance's keys can be had by one forged request";

const legacyOff = (launch: Place) =>
  must(within(launch, "instanceOptions", "areLegacyImdsEndpointsDisabled"), isTrue, ON_OCI);

/** An endpoint that is off answers nobody. */
const tokensRequired = (props: Bag): Finding[] =>
  mayBe(at(props, "metadataOptions", "httpEndpoint"), (value) => value === "disabled")
    ? []
    : must(at(props, "metadataOptions", "httpTokens"), isRequired, ON_AWS);

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
    "oci:Core/instance:Instance": (props) => launchOf(props).flatMap(legacyOff),
    "oci:Core/instanceConfiguration:InstanceConfiguration": (props) => launchesOf(props).flatMap(legacyOff),
    "aws:ec2/launchTemplate:LaunchTemplate": tokensRequired,
    "aws:ec2/launchConfiguration:LaunchConfiguration": tokensRequired,
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": tokensRequired,
    // An instance of a launch template has its template's options where it says nothing.
    "aws:ec2/instance:Instance": (props) =>
      mayBe(at(props, "launchTemplate"), isGiven) && is(at(props, "metadataOptions"), (value) => value === undefined)
        ? []
        : tokensRequired(props),
  }),
};
