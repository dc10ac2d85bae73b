/** Certificates. */
import type { AwsService } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { AwsError } from "../../errors.ts";
import { certificate } from "./certificate.ts";
import { CERTIFICATE, isIssued } from "./issue.ts";
import { certificateValidation } from "./validation.ts";

export const acm: AwsService = {
  name: "acm",
  kinds: [certificate, certificateValidation],
  functions: [
    {
      token: "aws:acm/getCertificate:getCertificate",
      answer(args, cloud) {
        const statuses = textsAt(args, "statuses");
        const wanted = statuses.length > 0 ? statuses : ["ISSUED"];
        const all = cloud
          .list(CERTIFICATE)
          .map((one) => ({ one, status: isIssued(one, cloud) ? "ISSUED" : "PENDING_VALIDATION" }));
        const found = all
          .filter(({ one, status }) => one.outputs["domainName"] === textAt(args, "domain") && wanted.includes(status))
          .sort((a, b) => b.one.createdAt - a.one.createdAt);
        const [newest] = found;
        if (newest === undefined) throw new AwsError("NotFound", "no matching ACM Certificate found");
        if (found.length > 1 && args["mostRecent"] !== true) {
          throw new AwsError("TooManyResults", "multiple ACM Certificates matched; set mostRecent to true");
        }
        const { one, status } = newest;
        return {
          ...args,
          id: one.id,
          arn: one.id,
          status,
          region: cloud.region,
          certificate: "",
          certificateChain: "",
          tags: one.outputs["tagsAll"] ?? {},
        };
      },
    },
  ],
};
