/** Values that go where everybody may read them. */
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "@tidegate/faults";
import { refuse } from "@tidegate/faults";

/**
 * The value, once it is known to be none that must be kept: one that only an update knows is judged then, before it goes out.
 *
 * @param name the component's own
 * @param faultsOf what is wrong with the text, and whether Pulumi holds it for secret
 * @throws InvalidArguments with every fault at once
 */
export function openValue(
  name: string,
  value: pulumi.Input<string>,
  faultsOf: (text: string, isSecret: boolean) => Fault[],
): pulumi.Input<string> {
  if (typeof value === "string") return value;
  const output = pulumi.output(value);
  return pulumi.all([output, pulumi.isSecret(output)]).apply(([text, isSecret]) => {
    refuse(name, faultsOf(text, isSecret));
    return text;
  });
}

/** What is wrong with a value that Pulumi holds for secret: it isn't to be shown. */
export function markedFaults(path: string, isSecret: boolean): Fault[] {
  return isSecret
    ? [{ path, given: "a value that is marked secret (not shown)", accepted: "what everybody may see" }]
    : [];
}
