/**
 * Web ACLs before load balancers and stages of REST APIs; distributions name theirs themselves. HTTP and WebSocket APIs
 * take none.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
 */
import type { Cloud } from "../../cloud.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { byArn, LOAD_BALANCERS } from "../lb/types.ts";
import { nonexistent } from "./rules.ts";
import { invalid } from "./scope.ts";
import { WEB_ACL, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING } from "./webAcl.ts";

export const webAclAssociation: Kind = {
  type: WEB_ACL_ASSOCIATION,
  replaces: ["resourceArn", "webAclArn"],
  create({ inputs }, cloud) {
    const acl = needAcl(textAt(inputs, "webAclArn") ?? "", cloud);
    const arn = textAt(inputs, "resourceArn") ?? "";
    const able = ABLE.some((pattern) => pattern.test(arn));
    if (acl.inputs["scope"] !== "REGIONAL" || !able) throw invalid(ARN_REASON, "RESOURCE_ARN", arn);
    if (arn.includes(":loadbalancer/") && byArn(arn, LOAD_BALANCERS, cloud) === undefined) throw nonexistent();
    return { id: `${textAt(acl.outputs, "arn") ?? ""},${arn}`, outputs: {} };
  },
};

export const webAclLoggingConfiguration: Kind = {
  type: WEB_ACL_LOGGING,
  replaces: ["logDestinationConfigs", "resourceArn"],
  sets: ["logDestinationConfigs"],
  create({ inputs }, cloud) {
    const arn = textAt(inputs, "resourceArn") ?? "";
    needAcl(arn, cloud);
    const [destination = ""] = textsAt(inputs, "logDestinationConfigs");
    if (!/^arn:aws:(logs:.*:log-group:|firehose:.*:deliverystream\/|s3:::)aws-waf-logs-/.test(destination)) {
      throw invalid(ARN_REASON, "LOG_DESTINATION", destination);
    }
    const group = destination.replace(/:\*$/, "");
    if (group.startsWith("arn:aws:logs:") && cloud.byArn(group, "aws:cloudwatch/logGroup:LogGroup") === undefined) {
      throw nonexistent();
    }
    return { id: arn, outputs: {} };
  },
};

const ARN_REASON =
  "The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes.";

const ABLE = [
  /^arn:aws:elasticloadbalancing:[^:]+:\d{12}:loadbalancer\/app\//,
  /^arn:aws:apigateway:[^:]+::\/restapis\/[^/]+\/stages\//,
  /^arn:aws:cognito-idp:[^:]+:\d{12}:userpool\//,
  /^arn:aws:appsync:[^:]+:\d{12}:apis\//,
  /^arn:aws:apprunner:[^:]+:\d{12}:service\//,
  /^arn:aws:ec2:[^:]+:\d{12}:verified-access-instance\//,
  /^arn:aws:amplify:[^:]+:\d{12}:apps\//,
] as const;

function needAcl(arn: string, cloud: Cloud): Resource {
  const found = cloud.list(WEB_ACL).find(({ outputs }) => outputs["arn"] === arn);
  if (found === undefined) throw nonexistent();
  return found;
}
