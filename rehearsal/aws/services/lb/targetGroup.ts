/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { between, known, matches, needed, oneOf, refuse, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { need } from "../ec2/need.ts";
import { VPC } from "../ec2/types.ts";
import { balancersFor } from "./actions.ts";
import { targetGroupName } from "./names.ts";
import { listed, TARGET_GROUPS } from "./types.ts";
import type { Module } from "./types.ts";

export function targetGroup(module: Module): Kind {
  return {
    type: `aws:${module}/targetGroup:TargetGroup`,
    name: targetGroupName,
    replaces: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "targetControlPort",
      "targetType",
      "vpcId",
    ],
    check: checkTargetGroup,
    create({ inputs }, cloud) {
      const name = textAt(inputs, "name") ?? `${textAt(inputs, "namePrefix") ?? "tf-"}${cloud.hex(26)}`;
      if (listed(TARGET_GROUPS, cloud).some((other) => other.outputs["name"] === name)) {
        throw new AwsError("DuplicateTargetGroupName", `ELBv2 Target Group (${name}) already exists`);
      }
      const vpcId = textAt(inputs, "vpcId");
      if (vpcId !== undefined) need(VPC, vpcId, cloud);
      const arnSuffix = `targetgroup/${name}/${cloud.hex(16)}`;
      const { region, account } = cloud;
      const arn = makeArn({ service: "elasticloadbalancing", region, account, resource: arnSuffix });
      return { id: arn, outputs: { ...defaults(inputs), arn, arnSuffix, name, loadBalancerArns: [] } };
    },
    update: ({ inputs }) => defaults(inputs),
    read: ({ id }, cloud) => ({ outputs: { loadBalancerArns: balancersFor(id, cloud) } }),
    remove: refuseRemoval,
  };
}

const PROTOCOLS = ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"] as const;

function checkTargetGroup(inputs: Properties): Failure[] {
  const isLambda = known(inputs, "targetType") === "lambda";
  const because = 'when targetType is not "lambda"';
  const slow = known(inputs, "slowStart");
  return [
    ...oneOf(inputs, "targetType", ["alb", "instance", "ip", "lambda"]),
    ...oneOf(inputs, "protocol", PROTOCOLS),
    ...oneOf(inputs, "protocolVersion", ["GRPC", "HTTP1", "HTTP2"]),
    ...oneOf(inputs, "ipAddressType", ["ipv4", "ipv6"]),
    ...oneOf(inputs, "loadBalancingAlgorithmType", ["round_robin", "least_outstanding_requests", "weighted_random"]),
    ...(isLambda ? [] : ["port", "protocol", "vpcId"].flatMap((name) => needed(inputs, name, because))),
    ...shortPrefix(inputs),
    ...between(inputs, "port", 1, 65_535),
    ...between(inputs, "deregistrationDelay", 0, 3600),
    ...(typeof slow === "number" && slow !== 0 ? between(inputs, "slowStart", 30, 900) : []),
    ...oneOf(inputs, "stickiness.type", [
      "lb_cookie",
      "app_cookie",
      "source_ip",
      "source_ip_dest_ip",
      "source_ip_dest_ip_proto",
    ]),
    ...checkHealth(inputs),
  ];
}

/** The provider adds 26 characters of its own. */
function shortPrefix(inputs: Properties): Failure[] {
  const { max } = targetGroupName;
  const prefix = known(inputs, "namePrefix");
  return typeof prefix === "string" && prefix.length > max - 26
    ? refuse("namePrefix", `"name_prefix" cannot be longer than ${max - 26} characters: ${JSON.stringify(prefix)}`)
    : [];
}

function checkHealth(inputs: Properties): Failure[] {
  const at = "healthCheck";
  const protocol = known(inputs, `${at}.protocol`);
  const [interval, timeout] = [known(inputs, `${at}.interval`) ?? 30, known(inputs, `${at}.timeout`)];
  const because = `when ${at}.protocol is "TCP"`;
  return [
    ...between(inputs, `${at}.healthyThreshold`, 2, 10),
    ...between(inputs, `${at}.unhealthyThreshold`, 2, 10),
    ...between(inputs, `${at}.interval`, 5, 300),
    ...between(inputs, `${at}.timeout`, 2, 120),
    ...oneOf(inputs, `${at}.protocol`, ["HTTP", "HTTPS", "TCP", "http", "https", "tcp"]),
    ...matches(inputs, `${at}.path`, /^\/.{0,1023}$/, "a path that begins with /"),
    ...matches(inputs, `${at}.port`, /^(traffic-port|[1-9]\d{0,4})$/, 'a port or "traffic-port"'),
    ...matches(inputs, `${at}.matcher`, /^\d{1,3}([,-]\d{1,3})*$/, "codes such as 200, 200,302 or 200-299"),
    ...(protocol === "TCP" ? ["path", "matcher"].flatMap((name) => ruledOut(inputs, `${at}.${name}`, because)) : []),
    ...(typeof interval === "number" && typeof timeout === "number" && timeout >= interval && protocol !== "TCP"
      ? refuse(
          `${at}.timeout`,
          `Health check interval must be greater than the timeout: ${interval} s and ${timeout} s`,
        )
      : []),
  ];
}

/** What AWS fills in. */
function defaults(inputs: Properties): Properties {
  const isHttp = ["HTTP", "HTTPS"].includes(textAt(inputs, "protocol") ?? "");
  const given = objectAt(inputs, "healthCheck");
  const protocol = textAt(given, "protocol") ?? (isHttp ? "HTTP" : "TCP");
  return {
    deregistrationDelay: inputs["deregistrationDelay"] ?? 300,
    targetType: inputs["targetType"] ?? "instance",
    ipAddressType: inputs["ipAddressType"] ?? "ipv4",
    protocolVersion: inputs["protocolVersion"] ?? (isHttp ? "HTTP1" : ""),
    loadBalancingAlgorithmType: inputs["loadBalancingAlgorithmType"] ?? (isHttp ? "round_robin" : ""),
    slowStart: inputs["slowStart"] ?? 0,
    stickiness: inputs["stickiness"] ?? {
      enabled: false,
      type: isHttp ? "lb_cookie" : "source_ip",
      cookieDuration: 86_400,
    },
    healthCheck: {
      enabled: true,
      healthyThreshold: 3,
      interval: 30,
      port: "traffic-port",
      protocol,
      timeout: protocol === "TCP" ? 10 : 5,
      unhealthyThreshold: 3,
      ...(protocol === "TCP" ? {} : { path: "/", matcher: "200" }),
      ...given,
    },
  };
}

function refuseRemoval({ id }: { readonly id: string }, cloud: Cloud): void {
  if (balancersFor(id, cloud).length === 0) return;
  throw new AwsError("ResourceInUse", `Target group '${id}' is currently in use by a listener or a rule`);
}
