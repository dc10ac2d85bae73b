import { UNKNOWN } from "@tidegate/policy";
import type { Cases } from "../case.ts";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";

const REDIRECT = { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } };
const FORWARD = { type: "forward", targetGroupArn: "tg" };

export const BALANCERS: Cases = {
  "balancer-https": [
    {
      fine: [
        { name: "web", type: BALANCER, props: { arn: "web", internal: false, loadBalancerType: "application" } },
        {
          name: "http",
          type: LISTENER,
          props: { loadBalancerArn: "web", protocol: "HTTP", defaultActions: [REDIRECT] },
        },
        {
          name: "https",
          type: LISTENER,
          props: { loadBalancerArn: "web", protocol: "HTTPS", defaultActions: [FORWARD] },
        },
        { name: "inner", type: BALANCER, props: { arn: "inner", internal: true } },
        {
          name: "inside",
          type: LISTENER,
          props: { loadBalancerArn: "inner", protocol: "HTTP", defaultActions: [FORWARD] },
        },
        { name: "tcp", type: BALANCER, props: { arn: "tcp", internal: false, loadBalancerType: "network" } },
      ],
      breaks: [
        { title: "pages in plain", of: "http", props: { defaultActions: [FORWARD] }, finds: ["http: defaultActions"] },
        {
          title: "a redirect to HTTP",
          of: "http",
          props: { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP" } }] },
          finds: ["http: defaultActions"],
        },
        { title: "no HTTPS", of: "https", gone: true, finds: ["web: "] },
        { title: "HTTPS of another", of: "https", props: { loadBalancerArn: "inner" }, finds: ["web: "] },
        {
          title: "an inner one on the internet",
          of: "inner",
          props: { internal: false },
          finds: ["inner: ", "inside: defaultActions"],
        },
      ],
    },
    {
      // Whose listener it is isn't known, and one of the two isn't on the internet.
      fine: [
        { name: "web", type: BALANCER, props: {} },
        { name: "inner", type: BALANCER, props: { internal: true } },
        { name: "https", type: LISTENER, props: { loadBalancerArn: UNKNOWN, protocol: "HTTPS" } },
        {
          name: "http",
          type: LISTENER,
          props: { loadBalancerArn: UNKNOWN, protocol: "HTTP", defaultActions: [FORWARD] },
        },
      ],
      breaks: [
        { title: "both on the internet", of: "inner", props: { internal: false }, finds: ["http: defaultActions"] },
      ],
    },
    {
      // As a preview has it, before anything has an ARN.
      fine: [
        { name: "web", type: BALANCER, props: { internal: false } },
        {
          name: "http",
          type: LISTENER,
          props: { loadBalancerArn: "later", protocol: "HTTP", defaultActions: [REDIRECT] },
        },
        { name: "https", type: LISTENER, props: { loadBalancerArn: "later", protocol: "HTTPS" } },
      ],
      breaks: [
        {
          title: "pages in plain, before ARNs are known",
          of: "http",
          props: { defaultActions: [FORWARD] },
          finds: ["http: defaultActions"],
        },
        { title: "no HTTPS, before ARNs are known", of: "https", gone: true, finds: ["web: "] },
      ],
    },
  ],
};
