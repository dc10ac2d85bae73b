import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, must } from "../look.ts";

const isntOff = (value: unknown): boolean => value !== false;

/** A trail that is there records all of the account, and can't be rewritten unseen. */
export const trailValidated: ResourcePolicy = {
  name: "trail-validated",
  about: "resource",
  description: "A CloudTrail trail is on, in every region, with validated log files.",
  remedy: "Set enableLogFileValidation and isMultiRegionTrail to true, and leave the rest at its default.",
  sources: [
    "circle-of-trust's requirements: security best practices (CloudTrail)",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:cloudtrail/trail:Trail": (props) => [
      ...must(at(props, "enableLogging"), isntOff, "records nothing"),
      ...must(at(props, "enableLogFileValidation"), isTrue, "isn't true, so that entries can be changed unseen"),
      ...must(at(props, "isMultiRegionTrail"), isTrue, "isn't true, so that other regions go unrecorded"),
      ...must(at(props, "includeGlobalServiceEvents"), isntOff, "leaves IAM and other global services out"),
    ],
  }),
};
