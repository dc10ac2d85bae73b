/** AWS WAF. */
import type { AwsService } from "../../kind.ts";
import { webAclAssociation, webAclLoggingConfiguration } from "./association.ts";
import { ipSet, ruleGroup } from "./parts.ts";
import { nonexistent } from "./rules.ts";
import { WEB_ACL, webAcl } from "./webAcl.ts";

export const wafv2: AwsService = {
  name: "wafv2",
  kinds: [webAcl, webAclAssociation, webAclLoggingConfiguration, ipSet, ruleGroup],
  functions: [
    {
      token: "aws:wafv2/getWebAcl:getWebAcl",
      answer(args, cloud) {
        const all = cloud.list(WEB_ACL).filter(({ inputs }) => inputs["scope"] === args["scope"]);
        const found = all.find(({ outputs }) => outputs["name"] === args["name"]);
        if (found === undefined) throw nonexistent();
        return { ...args, ...found.outputs, id: found.id, region: cloud.region };
      },
    },
  ],
};
