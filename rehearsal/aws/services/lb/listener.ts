/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, isGiven, known, matches, needed, oneOf, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { checkActions, refuseActions } from "./actions.ts";
import { needServable } from "./certificates.ts";
import { byArn, listed, LISTENERS, LOAD_BALANCERS } from "./types.ts";
import type { Module } from "./types.ts";

export function listener(module: Module): Kind {
  return {
    type: `aws:${module}/listener:Listener`,
    // Port, protocol, certificate and actions change in place.
    replaces: ["loadBalancerArn"],
    check: checkListener,
    create({ inputs }, cloud) {
      const balancer = refuseListener(inputs, cloud);
      const arn = `${balancer.id.replace(":loadbalancer/", ":listener/")}/${cloud.hex(16)}`;
      return { id: arn, outputs: { arn, ...defaults(inputs, balancer) } };
    },
    update: ({ inputs, resource }, cloud) => defaults(inputs, refuseListener(inputs, cloud, resource.id)),
  };
}

const PROTOCOLS = ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"] as const;

function checkListener(inputs: Properties): Failure[] {
  const protocol = known(inputs, "protocol");
  const encrypted = protocol === "HTTPS" || protocol === "TLS";
  const because = `when protocol is ${JSON.stringify(protocol ?? null)}`;
  return [
    ...oneOf(inputs, "protocol", PROTOCOLS),
    ...between(inputs, "port", 1, 65_535),
    ...matches(
      inputs,
      "sslPolicy",
      POLICY,
      "the name of a security policy, such as ELBSecurityPolicy-TLS13-1-2-2021-06",
    ),
    ...(encrypted ? needed(inputs, "certificateArn", because) : []),
    ...(protocol === "HTTP" || protocol === "TCP" || protocol === "UDP"
      ? ["certificateArn", "sslPolicy"].flatMap((name) => ruledOut(inputs, name, because))
      : []),
    ...(isGiven(inputs, "protocol") ? needed(inputs, "port", because) : []),
    ...checkActions(inputs, "defaultActions"),
  ];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const POLICY =
  /^ELBSecurityPolicy-(2016-08|(FS-)?(1-[12]-)?(Res-)?20\d\d-\d\d|TLS-1-[012](-Ext)?-20\d\d-\d\d|TLS13-1-[0123](-(Res|Ext[012]|Ext\d))?(-FIPS)?(-PQ)?-20(21|23|25)-\d\d|FS-\S+)$/;

function defaults(inputs: Properties, balancer: Resource): Properties {
  const usual = balancer.outputs["loadBalancerType"] === "application" ? "HTTP" : "TCP";
  const protocol = textAt(inputs, "protocol") ?? usual;
  const encrypted = protocol === "HTTPS" || protocol === "TLS";
  return {
    protocol,
    sslPolicy: inputs["sslPolicy"] ?? (encrypted ? "ELBSecurityPolicy-2016-08" : ""),
    ...(usual === "HTTP"
      ? { routingHttpResponseServerEnabled: inputs["routingHttpResponseServerEnabled"] ?? true }
      : {}),
  };
}

/** @returns its load balancer. @throws AwsError */
function refuseListener(inputs: Properties, cloud: Cloud, own = ""): Resource {
  const arn = textAt(inputs, "loadBalancerArn") ?? "";
  const balancer = byArn(arn, LOAD_BALANCERS, cloud);
  if (balancer === undefined) throw new AwsError("LoadBalancerNotFound", `Load balancer '${arn}' not found`);
  const type = textAt(balancer.outputs, "loadBalancerType") ?? "application";
  const protocol = textAt(inputs, "protocol");
  const able = ABLE[type] ?? [];
  if (protocol !== undefined && able.length > 0 && !able.includes(protocol)) {
    throw new AwsError("ValidationError", `Listener protocol '${protocol}' must be one of '${able.join(", ")}'`);
  }
  const others = listed(LISTENERS, cloud).filter(
    (other) => other.id !== own && other.inputs["loadBalancerArn"] === arn,
  );
  if (others.some((other) => other.inputs["port"] === inputs["port"])) {
    throw new AwsError("DuplicateListener", `A listener already exists on this port for this load balancer '${arn}'`);
  }
  const certificate = textAt(inputs, "certificateArn");
  if (certificate !== undefined) needServable(certificate, cloud);
  const actions = objectsAt(inputs, "defaultActions");
  refuseLoop(inputs, actions);
  refuseActions(actions, balancer, cloud);
  return balancer;
}

const ABLE: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
};

/** A redirect to where the request came from. */
function refuseLoop(inputs: Properties, actions: readonly Properties[]): void {
  const same = (given: string | undefined, keep: string, own: string): boolean =>
    given === undefined || given === keep || given === own;
  const loops = actions.some((action) => {
    const to = objectAt(action, "redirect");
    return (
      action["type"] === "redirect" &&
      same(textAt(to, "protocol"), "#{protocol}", textAt(inputs, "protocol") ?? "") &&
      same(textAt(to, "port"), "#{port}", JSON.stringify(inputs["port"] ?? null)) &&
      same(textAt(to, "host"), "#{host}", "#{host}") &&
      same(textAt(to, "path"), "/#{path}", "/#{path}") &&
      same(textAt(to, "query"), "#{query}", "#{query}")
    );
  });
  if (!loops) return;
  throw new AwsError("InvalidLoadBalancerAction", "The redirect configuration is not valid because it creates a loop");
}
