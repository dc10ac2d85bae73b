/** @see https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html */
import { exactlyOne } from "../../checks.ts";
import type { Kind } from "../../kind.ts";
import { matches } from "../../checks.ts";
import { capacityOf, checkRules } from "./rules.ts";
import { checkScope, inUse, newId, wafName } from "./scope.ts";

export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
export const WEB_ACL_LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

export const webAcl: Kind = {
  type: WEB_ACL,
  name: wafName,
  replaces: ["name", "namePrefix", "scope"],
  sets: ["rules", "customResponseBodies", "tokenDomains"],
  check: (inputs) => [
    ...checkScope(inputs),
    ...exactlyOne(inputs, ["defaultAction.allow", "defaultAction.block"]),
    ...matches(
      inputs,
      "visibilityConfig.metricName",
      /^[A-Za-z0-9_-]{1,128}$/,
      "letters, digits, hyphens and underscores",
    ),
    ...checkRules(inputs),
  ],
  create({ inputs }, cloud) {
    const capacity = capacityOf(inputs, cloud);
    const { id, arn } = newId(inputs, WEB_ACL, "webacl", cloud);
    return { id, outputs: { arn, capacity, applicationIntegrationUrl: "" } };
  },
  update: ({ inputs }, cloud) => ({ capacity: capacityOf(inputs, cloud) }),
  remove({ outputs }, cloud) {
    const { arn } = outputs;
    const associated = cloud.list(WEB_ACL_ASSOCIATION).some(({ inputs }) => inputs["webAclArn"] === arn);
    const served = cloud
      .everywhere("aws:cloudfront/distribution:Distribution")
      .some(({ inputs }) => inputs["webAclId"] === arn);
    if (associated || served) throw inUse();
  },
};
