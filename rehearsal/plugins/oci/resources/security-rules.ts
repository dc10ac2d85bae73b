/**
 * Rules of security lists. Pulumi's `tcpOptions` are the destination ports themselves, `{min, max, sourcePortRange}`,
 * where the API has `{destinationPortRange: {min, max}, sourcePortRange}`.
 */
import { isObject, type Properties, type Value } from "../../protocol/values.ts";

const LISTS = ["egressSecurityRules", "ingressSecurityRules"];
const OPTIONS = ["tcpOptions", "udpOptions"];

/** To the API: from the program's inputs, because its models know no `min` beside `sourcePortRange`. */
export function nestPorts(body: Properties, inputs: Properties): Properties {
  const nested = { ...body };
  for (const list of LISTS) {
    const rules = body[list];
    if (!Array.isArray(rules)) continue;
    const given = inputs[list];
    nested[list] = rules.map((rule, i) =>
      changeOptions(rule, (options, name) => {
        const source = Array.isArray(given) && isObject(given[i]) ? given[i][name] : undefined;
        const { min, max } = isObject(source) ? source : {};
        const hasPorts = min !== undefined && min !== null && max !== undefined;
        return hasPorts ? { ...options, destinationPortRange: { min, max } } : options;
      }),
    );
  }
  return nested;
}

/** From the API. */
export function flattenPorts(answer: Properties): Properties {
  const flat = { ...answer };
  for (const list of LISTS) {
    const rules = answer[list];
    if (!Array.isArray(rules)) continue;
    flat[list] = rules.map((rule) =>
      changeOptions(rule, (options) => {
        const { destinationPortRange, ...rest } = options;
        return isObject(destinationPortRange) ? { ...rest, ...destinationPortRange } : rest;
      }),
    );
  }
  return flat;
}

function changeOptions(rule: Value, change: (options: Properties, name: string) => Properties): Value {
  if (!isObject(rule)) return rule;
  const changed = { ...rule };
  for (const name of OPTIONS) {
    const options = rule[name];
    if (isObject(options)) changed[name] = change(options, name);
  }
  return changed;
}
