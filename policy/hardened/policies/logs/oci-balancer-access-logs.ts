import type { StackPolicy, Value } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, givenAt, mayBe, within } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** On OCI a log of its own follows a load balancer. */
export const ociBalancerAccessLogs: StackPolicy = {
  name: "oci-balancer-access-logs",
  about: "stack",
  description: "Each OCI load balancer has an access log.",
  remedy: "Add an oci.logging.Log whose source is the load balancer's category access.",
  sources: [
    "trivia-pay's requirements: logging (load balancer access log)",
    "https://docs.oracle.com/en-us/iaas/Content/Logging/Reference/details_for_load_balancer_logs.htm",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const followed = ofType(resources, "oci:Logging/log:Log").flatMap((log): (Value | undefined)[] => {
      // A log of the program's own lines has none.
      const source = within(givenAt(log, "configuration"), "source");
      const isAccess =
        mayBe(within(source, "service"), (value) => value === "loadbalancer") &&
        mayBe(within(source, "category"), (value) => value === "access") &&
        mayBe(at(log.props, "isEnabled"), (value) => value !== false);
      return isAccess ? [within(source, "resource").value] : [];
    });
    const balancers = new Candidates(ofType(resources, "oci:LoadBalancer/loadBalancer:LoadBalancer"), ["id"]);
    return balancers.meantByNone(followed).map((one) => findingOn(one, "", "has no access log"));
  },
};
