/** Policies that are held in prod, and that nothing is broken for in a real stack: each with the reason. */
export const UNBROKEN: Readonly<Record<string, string>> = {
  "no-secret-in-dynamic-provider":
    "The engine shows policies no property whose name begins with __ (SkipInternalKeys in its analyzer plugin): the audit alone sees it.",
  "endpoints-without-nat":
    "A first preview knows neither how many tasks a service runs nor what the component awsx.ec2.Vpc was asked for: tests/policy/hardened breaks it.",
  "oci-balancer-access-logs":
    "A first preview doesn't know what the stack's other log follows, so that it may be the load balancer: an update finds it.",
};
