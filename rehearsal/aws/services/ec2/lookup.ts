/**
 * Finds things of EC2 as its Describe calls do: by id, by filters (`vpc-id`, `tag:Name`, with `*` and `?`), by tags.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

/** How a type's Describe call is asked. */
export interface Lookup {
  readonly type: string;
  /** As the messages call it: `EC2 Subnet`. */
  readonly noun: string;
  /** Arguments that ask for an output of the same value: `vpcId`, `name`. */
  readonly by: readonly string[];
  /** Filters by name, with the output that each asks for; `id` is the thing's own. */
  readonly filters: Readonly<Record<string, string>>;
}

/** All that the arguments describe. */
export function findAll(lookup: Lookup, args: Properties, cloud: Cloud): Resource[] {
  return cloud.list(lookup.type).filter((resource) => fits(lookup, resource, args));
}

/**
 * The one thing that the arguments describe.
 * @throws AwsError where they describe none, or several: the provider's own words
 */
export function findOne(lookup: Lookup, args: Properties, cloud: Cloud): Resource {
  const [found, ...more] = findAll(lookup, args, cloud);
  if (found === undefined) throw new AwsError("NotFound", `no matching ${lookup.noun} found`);
  if (more.length > 0) {
    const message = `multiple ${lookup.noun}s matched; use additional constraints to reduce matches to a single ${lookup.noun}`;
    throw new AwsError("TooManyResults", message);
  }
  return found;
}

/** A plural function's answer: the ids, sorted. */
export function answerIds(lookup: Lookup, args: Properties, cloud: Cloud): Properties {
  const ids = findAll(lookup, args, cloud)
    .map(({ id }) => id)
    .sort();
  return { ...args, id: cloud.region, ids, region: cloud.region, tags: args["tags"] ?? {} };
}

/** What a singular function answers of a thing: what it is, without its notes. */
export function answerOne({ id, outputs }: Resource, cloud: Cloud): Properties {
  return { ...outputs, id, region: cloud.region, tags: outputs["tagsAll"] ?? outputs["tags"] ?? {} };
}

function fits(lookup: Lookup, { id, outputs }: Resource, args: Properties): boolean {
  const own: Properties = { ...outputs, id };
  const tags = objectAt(outputs, "tagsAll");
  const plain = lookup.by.every((name) => args[name] === undefined || args[name] === "" || own[name] === args[name]);
  const tagged = Object.entries(objectAt(args, "tags")).every(([key, value]) => tags[key] === value);
  return plain && tagged && objectsAt(args, "filters").every((filter) => meets(filter, lookup, own, tags));
}

function meets(filter: Properties, lookup: Lookup, own: Properties, tags: Properties): boolean {
  const name = textAt(filter, "name") ?? "";
  const patterns = textsAt(filter, "values").map((text) => {
    return new RegExp(
      `^${text
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
    );
  });
  const given: Value | undefined = name.startsWith("tag:") ? tags[name.slice(4)] : own[propertyOf(name, lookup)];
  if (name === "tag-key") return Object.keys(tags).some((key) => patterns.some((pattern) => pattern.test(key)));
  const text = given === undefined || typeof given === "object" ? undefined : String(given);
  return text !== undefined && patterns.some((pattern) => pattern.test(text));
}

function propertyOf(filter: string, lookup: Lookup): string {
  const property = lookup.filters[filter];
  if (property === undefined) throw new AwsError("InvalidParameterValue", `The filter '${filter}' is invalid`);
  return property;
}
