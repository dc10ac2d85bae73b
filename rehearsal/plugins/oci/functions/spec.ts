/** Functions (Terraform's data sources): one GET, as one thing or as a list under a property. */
import { createHash } from "node:crypto";
import { isObject, textOf, type Properties, type Value } from "../../protocol/values.ts";
import { fromRest } from "../convert.ts";
import type { Cloud } from "../handler.ts";
import { fillPath } from "../template.ts";

export interface FunctionSpec {
  readonly token: string;
  /** OCI's name of the operation. */
  readonly operation: string;
  /** With `{argument}` to fill. */
  readonly path: string;
  /** The argument that holds another base than the region's endpoint. */
  readonly endpoint?: string;
  /** The output that takes the list; none: the answer is one thing, whose properties are outputs. */
  readonly list?: string;
  /** Arguments that go into the query, under these names; those with the same name need no entry. */
  readonly query?: Readonly<Record<string, string>>;
  /** Turns an answer, or one of a list, into what the outputs are taken from. */
  readonly answer?: (answer: Properties, args: Properties) => Properties;
  /** Makes the outputs of a list where they are no list themselves. */
  readonly pick?: (items: readonly Properties[], args: Properties) => Properties;
}

export async function callFunction(cloud: Cloud, spec: FunctionSpec, args: Properties): Promise<Properties> {
  const facts = cloud.facts.functions[spec.token];
  if (facts === undefined) throw new Error(`no facts about ${spec.token}`);
  const endpoint = spec.endpoint === undefined ? undefined : args[spec.endpoint];
  const call = {
    operation: spec.operation,
    method: "GET",
    path: fillPath(spec.path, args),
    query: queryOf(spec, args),
    ...(typeof endpoint === "string" && { endpoint }),
  } as const;
  const wrap = spec.answer ?? ((answer: Properties) => answer);
  if (spec.list === undefined && spec.pick === undefined) {
    const { body } = await cloud.client.send(call);
    const answer = isObject(body) ? body : { value: body };
    const known = { id: idOf(spec, args), ...args, ...wrap(answer, args) };
    return fromRest(known, facts.outputs, cloud.facts.outputTypes);
  }
  const items = (await cloud.client.list(call)).map((item) => wrap(item, args));
  if (spec.pick !== undefined) {
    return fromRest({ ...args, ...spec.pick(items, args) }, facts.outputs, cloud.facts.outputTypes);
  }
  const { [spec.list ?? ""]: property, ...others } = facts.outputs;
  if (property === undefined) throw new Error(`${spec.token} has no output \`${spec.list}\``);
  const outputs = fromRest({ ...args, id: idOf(spec, args) }, others, cloud.facts.outputTypes);
  const found = fromRest({ items }, { items: property }, cloud.facts.outputTypes)["items"] ?? [];
  return { ...outputs, [spec.list ?? ""]: Array.isArray(found) ? filtered(found, args["filters"]) : found };
}

function queryOf(spec: FunctionSpec, args: Properties): Record<string, string | number | boolean> {
  const query: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(args)) {
    const inPath = spec.path.includes(`{${name}}`) || name === spec.endpoint;
    if (inPath || name === "filters" || value === null || typeof value === "object") continue;
    const key = spec.query?.[name] ?? (name === "state" ? "lifecycleState" : name);
    if (key !== "") query[key] = value;
  }
  return query;
}

/** Keeps what every filter lets through: `{name: "display_name", values: ["a", "b"], regex: false}`. */
function filtered(items: readonly Value[], filters: Value | undefined): Value[] {
  const wanted = Array.isArray(filters) ? filters.filter(isObject) : [];
  return items.filter((item) => wanted.every((filter) => matches(item, filter)));
}

function matches(item: Value, filter: Properties): boolean {
  // Filters speak of Terraform's names: `display_name`, or `source_details.image_id` of something nested.
  const steps = textOf(filter["name"])
    .split(".")
    .map((step) => step.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  let value: Value = item;
  for (const step of steps) value = isObject(value) ? (value[step] ?? null) : null;
  const values = Array.isArray(filter["values"]) ? filter["values"].map(textOf) : [];
  const found = Array.isArray(value) ? value.map(textOf) : [textOf(value)];
  const fits = (wanted: string): boolean =>
    found.some((text) => (filter["regex"] === true ? new RegExp(wanted).test(text) : text === wanted));
  return values.some(fits);
}

/** The same arguments give the same id. */
function idOf(spec: FunctionSpec, args: Properties): string {
  const name = spec.token.split(":").at(-1) ?? "";
  return `${name}-${createHash("sha256").update(JSON.stringify(args)).digest("hex").slice(0, 10)}`;
}
