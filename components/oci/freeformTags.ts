import * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { ONLY_TOLD } from "./onlyTold.ts";

/** Key -> value. Plain values, so that a preview shows them. */
export type FreeformTags = Readonly<Record<string, string>>;

/**
 * Puts freeform tags on every resource of OCI below a component that takes any, whoever makes it in there:
 *
 *     const tags = { Project: "quiz", Env: "dev", Owner: "team-quiz" };
 *     new PooledService("quiz-dev", args, { transformations: [freeformTags(tags)] });
 *
 * OCI's provider has no default tags, as AWS's has. What a resource is given of its own stands over these. Defined tags are
 * left alone: their namespace is something that an administrator makes first.
 *
 * A change updates resources in place. Where a component lets somebody else keep a resource's tags, they are set when it is
 * made, and no more: see InstancePool. What a pool's instances carry is part of their configuration: `instanceTags`.
 *
 * @throws InvalidArguments with every fault of the tags, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Tagging/Concepts/taggingoverview.htm
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/transformations/
 */
export function freeformTags(tags: FreeformTags): pulumi.ResourceTransformation {
  refuse("freeformTags", freeformTagFaults(tags, ownName));
  return ({ type, props, opts }) => {
    // A resource with an id is only looked up.
    if (!takesTags(type, props) || opts.id !== undefined) return undefined;
    return { props: { ...props, freeformTags: over(tags, props["freeformTags"]) }, opts };
  };
}

/** What is wrong with tags: how many there are, their keys and their values, each under its own key. */
export function freeformTagFaults(tags: FreeformTags, label: Label): Fault[] {
  const entries = Object.entries(tags);
  const most = { path: label("freeformTags"), given: entries.length, accepted: `at most ${MOST_TAGS} tags` };
  return [
    ...(entries.length > MOST_TAGS ? [most] : []),
    ...entries.flatMap(([key, value]) => [
      ...textFaults(
        label(key),
        key,
        /^[!-\-/-~]{1,100}$/,
        "a key of 1 to 100 letters, digits and signs, without a period",
      ),
      ...textFaults(label(key), value, /^[^]{1,256}$/, "a value of 1 to 256 characters"),
    ]),
  ];
}

/** OCI takes 10 on a resource; the record of a rollout, which stands on the pool, has 5 of them. */
const MOST_TAGS = 5;

/** The SDK's class of a resource names each of its inputs, also those that weren't given. */
function takesTags(type: string, props: pulumi.Inputs): boolean {
  return type.startsWith("oci:") && Object.hasOwn(props, "freeformTags") && !ONLY_TOLD.has(type);
}

function over(tags: FreeformTags, own: unknown): pulumi.Input<object> {
  // One value that isn't known yet would hide the others, if all were an output.
  if (pulumi.Output.isInstance(own) || own instanceof Promise) {
    return pulumi.output(own).apply((known: unknown) => over(tags, known));
  }
  return typeof own === "object" && own !== null ? { ...tags, ...own } : tags;
}
