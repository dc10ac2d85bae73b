/** CloudFront: distributions, and what they refer to. */
import { AwsError } from "../../errors.ts";
import type { AwsService } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { distribution } from "./distribution.ts";
import { DISTRIBUTION, edgeFunction, originAccessControl } from "./origins.ts";
import { policyFunctions, policyKinds } from "./policies.ts";

export const cloudfront: AwsService = {
  name: "cloudfront",
  kinds: [distribution, originAccessControl, edgeFunction, ...policyKinds],
  functions: [
    ...policyFunctions,
    {
      token: "aws:cloudfront/getDistribution:getDistribution",
      answer(args, cloud) {
        const id = textAt(args, "id") ?? "";
        const found = cloud.get(DISTRIBUTION, id);
        if (found === undefined) throw new AwsError("NoSuchDistribution", "The specified distribution does not exist.");
        return { ...found.outputs, id, tags: found.outputs["tagsAll"] ?? {} };
      },
    },
  ],
};
