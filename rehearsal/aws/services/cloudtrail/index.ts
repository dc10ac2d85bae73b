/** CloudTrail. */
import type { AwsService } from "../../kind.ts";
import { trail } from "./trail.ts";

export const cloudtrail: AwsService = { name: "cloudtrail", kinds: [trail], functions: [] };
