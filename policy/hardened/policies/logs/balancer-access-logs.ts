import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, is, isFalse, isGiven, isTrue, must } from "../look.ts";
import type { Checks } from "../look.ts";

const isApplication = (value: unknown): boolean => value === undefined || value === "application";

/** A network load balancer logs TLS connections alone, and has often none. */
const logs: Checks[string] = (props) =>
  is(at(props, "loadBalancerType"), isApplication) ? must(at(props, "accessLogs", "enabled"), isTrue, "isn't on") : [];

/** Who asked for what: application load balancers write it to S3. */
export const balancerAccessLogs: ResourcePolicy = {
  name: "balancer-access-logs",
  about: "resource",
  description: "An application load balancer, or a classic one, writes access logs.",
  remedy: "Set accessLogs with a bucket that Elastic Load Balancing may write to, and enabled true.",
  sources: [
    "order-tracking's requirements: hardening checklist (ALB)",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:lb/loadBalancer:LoadBalancer": logs,
    "aws:alb/loadBalancer:LoadBalancer": logs,
    "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer": logs,
    // Classic ones log as soon as they know where to.
    "aws:elb/loadBalancer:LoadBalancer": (props) => [
      ...must(at(props, "accessLogs", "bucket"), isGiven, "isn't given: nobody sees who asked for what"),
      ...must(at(props, "accessLogs", "enabled"), (value) => !isFalse(value), "is off"),
    ],
  }),
};
