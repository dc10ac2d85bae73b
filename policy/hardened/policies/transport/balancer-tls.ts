import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, is, must, textOf } from "../look.ts";
import type { Checks } from "../look.ts";

/** Policies without TLS 1.0 and 1.1. AWS's own default, where none is named, takes both. */
const MODERN = /^ELBSecurityPolicy-(?:TLS13-1-[23]|TLS-1-2|FS-1-2)-/;

const isEncrypted = (value: unknown): boolean => value === "HTTPS" || value === "TLS";

const modern: Checks[string] = (props) =>
  is(at(props, "protocol"), isEncrypted)
    ? must(at(props, "sslPolicy"), (value) => MODERN.test(textOf(value)), "lets clients speak TLS 1.0 or 1.1")
    : [];

/** Load balancers on AWS that end TLS. */
export const balancerTls: ResourcePolicy = {
  name: "balancer-tls",
  about: "resource",
  description: "A load balancer's listener speaks TLS 1.2 or later, and names the policy that says so.",
  remedy: "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06 or a later one.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:lb/listener:Listener": modern,
    "aws:alb/listener:Listener": modern,
    "aws:elasticloadbalancingv2/listener:Listener": modern,
  }),
};
