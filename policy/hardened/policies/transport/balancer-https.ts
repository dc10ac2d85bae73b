import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, is, isntTrue, itemsOf, mayBe, within } from "../look.ts";
import { Candidates, findingOn, ofType, remembering } from "../stack.ts";

const BALANCERS = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
];
const LISTENERS = [
  "aws:lb/listener:Listener",
  "aws:alb/listener:Listener",
  "aws:elasticloadbalancingv2/listener:Listener",
];

/** Load balancers that the internet reaches by HTTP. */
const isPublic = ({ props }: JudgedResource): boolean =>
  is(at(props, "internal"), isntTrue) &&
  is(at(props, "loadBalancerType"), (value) => value === undefined || value === "application");

const speaks = ({ props }: JudgedResource, protocol: string): boolean =>
  mayBe(at(props, "protocol"), (value) => value === protocol);

/** Whether each thing that a listener does by default is to send clients to HTTPS. */
const redirects = ({ props }: JudgedResource): boolean =>
  itemsOf(at(props, "defaultActions")).every(
    (action) =>
      mayBe(within(action, "type"), (value) => value === "redirect") &&
      mayBe(within(action, "redirect", "protocol"), (value) => value === "HTTPS"),
  );

/** What the internet reaches, it reaches by HTTPS, and is sent there from HTTP. */
export const balancerHttps: StackPolicy = {
  name: "balancer-https",
  about: "stack",
  description: "A load balancer on the internet serves by HTTPS, and its HTTP listener only redirects there.",
  remedy: "Add an HTTPS listener with a certificate, and let the HTTP listener redirect to port 443.",
  sources: [
    "order-tracking's requirements: hardening checklist (ALB)",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const balancers = ofType(resources, ...BALANCERS);
    const listeners = ofType(resources, ...LISTENERS);
    const inPublic = new Set(balancers.filter(isPublic));
    const known = new Candidates(balancers, ["arn"]);
    const https = listeners.filter((one) => speaks(one, "HTTPS")).map(({ props }) => props["loadBalancerArn"]);
    const arePublic = remembering((those) => those.length > 0 && those.every((one) => inPublic.has(one)));
    const plain = listeners.filter(({ props }) => arePublic(known.meant(props["loadBalancerArn"])));
    return [
      ...new Candidates([...inPublic], ["arn"])
        .meantByNone(https)
        .map((one) => findingOn(one, "", "is on the internet and has no HTTPS listener")),
      ...plain
        .filter((one) => is(at(one.props, "protocol"), (value) => value === "HTTP") && !redirects(one))
        .map((one) => findingOn(one, "defaultActions", "serves clients on the internet in plain")),
    ];
  },
};
