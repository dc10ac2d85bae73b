import { isObject, type Properties, type Value } from "../../protocol/values.ts";
import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/autoscaling/20181001/AutoScalingConfiguration/ */
export const autoScalingConfiguration = restResource({
  token: "oci:Autoscaling/autoScalingConfiguration:AutoScalingConfiguration",
  sdk: "autoscaling",
  thing: "AutoScalingConfiguration",
  collection: "/20181001/autoScalingConfigurations",
  item: "/20181001/autoScalingConfigurations/{id}",
  body: (body) => ("policies" in body ? { ...body, policies: each(body["policies"], withSources) } : body),
});

const withSources = (policy: Properties): Properties =>
  "rules" in policy ? { ...policy, rules: each(policy["rules"], withSource) } : policy;

/** The API asks where a metric comes from; Oracle's Terraform provider takes the agent's where the program says nothing. */
function withSource(rule: Properties): Properties {
  return isObject(rule["metric"]) ? { ...rule, metric: { metricSource: "COMPUTE_AGENT", ...rule["metric"] } } : rule;
}

function each(items: Value | undefined, change: (item: Properties) => Properties): Value {
  return Array.isArray(items) ? items.map((item) => (isObject(item) ? change(item) : item)) : (items ?? null);
}
