/**
 * What listeners and their rules do with a request, and which load balancers so lead to a target group.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, isGiven, known, matches, needed, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { byArn, listed, LISTENER_RULES, LISTENERS, TARGET_GROUPS } from "./types.ts";

const TYPES = [
  "forward",
  "redirect",
  "fixed-response",
  "authenticate-cognito",
  "authenticate-oidc",
  "jwt-validation",
] as const;

/** @param list `defaultActions` of a listener, `actions` of a rule */
export function checkActions(inputs: Properties, list: string): Failure[] {
  const actions = elements(inputs, list);
  const none = known(inputs, list) !== undefined && actions.length === 0;
  return [
    ...(none ? refuse(list, `${list} needs one action at least`) : []),
    ...actions.flatMap((at) => [
      ...oneOf(inputs, `${at}.type`, TYPES),
      ...checkAction(inputs, at),
      ...between(inputs, `${at}.order`, 1, 50_000),
      ...oneOf(inputs, `${at}.redirect.statusCode`, ["HTTP_301", "HTTP_302"]),
      ...oneOf(inputs, `${at}.redirect.protocol`, ["#{protocol}", "HTTP", "HTTPS"]),
      ...matches(inputs, `${at}.redirect.port`, /^(#\{port\}|[1-9]\d{0,4})$/, 'a port or "#{port}"'),
      ...oneOf(inputs, `${at}.fixedResponse.contentType`, CONTENT_TYPES),
      ...matches(inputs, `${at}.fixedResponse.statusCode`, /^[245]\d\d$/, "a code from 200 to 299 or 400 to 599"),
    ]),
  ];
}

const CONTENT_TYPES = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"] as const;

const BLOCKS: Readonly<Record<string, string>> = {
  redirect: "redirect",
  "fixed-response": "fixedResponse",
  "authenticate-cognito": "authenticateCognito",
  "authenticate-oidc": "authenticateOidc",
};

function checkAction(inputs: Properties, at: string): Failure[] {
  const type = known(inputs, `${at}.type`);
  if (typeof type !== "string") return [];
  const block = BLOCKS[type];
  if (block !== undefined) return needed(inputs, `${at}.${block}`, `when ${at}.type is ${type}`);
  if (type !== "forward" || isGiven(inputs, `${at}.targetGroupArn`) || isGiven(inputs, `${at}.forward`)) return [];
  return refuse(`${at}.targetGroupArn`, `${at}.targetGroupArn or ${at}.forward is required when ${at}.type is forward`);
}

/** The ARNs of the target groups that an action forwards to. */
export function targetsOf(action: Properties): string[] {
  const several = objectsAt(objectAt(action, "forward"), "targetGroups").map((item) => textAt(item, "arn"));
  return [...new Set([textAt(action, "targetGroupArn"), ...several].filter((arn) => arn !== undefined))];
}

/** The ARNs of the load balancers that lead to a target group. */
export function balancersFor(targetGroupArn: string, cloud: Cloud): string[] {
  const listeners = listed(LISTENERS, cloud).filter((listener) => {
    const rules = listed(LISTENER_RULES, cloud).filter(({ inputs }) => inputs["listenerArn"] === listener.id);
    const actions = [
      ...objectsAt(listener.inputs, "defaultActions"),
      ...rules.flatMap(({ inputs }) => objectsAt(inputs, "actions")),
    ];
    return actions.some((action) => targetsOf(action).includes(targetGroupArn));
  });
  return [...new Set(listeners.map(({ inputs }) => textAt(inputs, "loadBalancerArn") ?? ""))];
}

/** @throws AwsError where an action leads to what isn't there, or can't be led to from this load balancer */
export function refuseActions(actions: readonly Properties[], balancer: Resource, cloud: Cloud): void {
  for (const arn of actions.flatMap(targetsOf)) {
    const group = byArn(arn, TARGET_GROUPS, cloud);
    if (group === undefined) throw new AwsError("TargetGroupNotFound", `One or more target groups not found`);
    refuseProtocol(group, balancer);
    if (group.inputs["vpcId"] !== undefined && group.inputs["vpcId"] !== balancer.outputs["vpcId"]) {
      const message = `The target group '${arn}' is not in the VPC of the load balancer`;
      throw new AwsError("InvalidConfigurationRequest", message);
    }
    if (balancersFor(arn, cloud).some((other) => other !== balancer.id)) {
      const message = `The following target groups cannot be associated with more than one load balancer: ${arn}`;
      throw new AwsError("TargetGroupAssociationLimit", message);
    }
  }
}

function refuseProtocol(group: Resource, balancer: Resource): void {
  const protocol = textAt(group.inputs, "protocol") ?? "HTTP";
  const isHttp = protocol === "HTTP" || protocol === "HTTPS";
  const type = textAt(balancer.outputs, "loadBalancerType") ?? "application";
  if (type === "gateway" || isHttp === (type === "application") || group.inputs["targetType"] === "lambda") return;
  const message = `Target groups with protocol '${protocol}' cannot be used with load balancers of type '${type}'`;
  throw new AwsError("InvalidLoadBalancerAction", message);
}
