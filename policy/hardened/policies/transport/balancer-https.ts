import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, is, isntTrue, itemsOf, mayBe, textOf, within } from "../look.ts";
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

const RULES = [
  "aws:lb/listenerRule:ListenerRule",
  "aws:alb/listenerRule:ListenerRule",
  "aws:elasticloadbalancingv2/listenerRule:ListenerRule",
];

const SAYS = "serves clients on the internet in plain";

/** Load balancers that the internet reaches by HTTP. */
const isPublic = ({ props }: JudgedResource): boolean =>
  is(at(props, "internal"), isntTrue) &&
  is(at(props, "loadBalancerType"), (value) => value === undefined || value === "application");

const speaks = ({ props }: JudgedResource, protocol: string): boolean =>
  mayBe(at(props, "protocol"), (value) => value === protocol);

/** Whether each thing that is done with a request is to send the client to HTTPS. */
const redirects = ({ props }: JudgedResource, property: string): boolean =>
  itemsOf(at(props, property)).every(
    (action) =>
      mayBe(within(action, "type"), (value) => value === "redirect") &&
      mayBe(within(action, "redirect", "protocol"), (value) => value === "HTTPS"),
  );

/** Classic load balancers can't redirect: what they take in plain is served in plain. */
const isPlainClassic = ({ props }: JudgedResource): boolean =>
  is(at(props, "internal"), isntTrue) &&
  itemsOf(at(props, "listeners")).some((one) =>
    is(within(one, "lbProtocol"), (value) => textOf(value).toLowerCase() === "http"),
  );

/** What the internet reaches, it reaches by HTTPS, and is sent there from HTTP. */
export const balancerHttps: StackPolicy = {
  name: "balancer-https",
  about: "stack",
  description:
    "A load balancer on the internet serves by HTTPS, and its HTTP listener, with each of its rules, only redirects there.",
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
    const plain = listeners
      .filter(({ props }) => arePublic(known.meant(props["loadBalancerArn"])))
      .filter(({ props }) => is(at(props, "protocol"), (value) => value === "HTTP"));
    const ofRules = new Candidates(listeners, ["arn"]);
    const inPlain = new Set(plain);
    const arePlain = remembering((those) => those.length > 0 && those.every((one) => inPlain.has(one)));
    return [
      ...new Candidates([...inPublic], ["arn"])
        .meantByNone(https)
        .map((one) => findingOn(one, "", "is on the internet and has no HTTPS listener")),
      ...plain.filter((one) => !redirects(one, "defaultActions")).map((one) => findingOn(one, "defaultActions", SAYS)),
      ...ofType(resources, ...RULES)
        .filter((rule) => !redirects(rule, "actions") && arePlain(ofRules.meant(rule.props["listenerArn"])))
        .map((rule) => findingOn(rule, "actions", SAYS)),
      ...ofType(resources, "aws:elb/loadBalancer:LoadBalancer")
        .filter(isPlainClassic)
        .map((one) => findingOn(one, "listeners", SAYS)),
    ];
  },
};
