/** A log group that a component makes, unless the program brings one or wants none. */
import { refuseTogether, type Arguments } from "../construction/arguments.ts";
import type { Component, Resource } from "../construction/component.ts";
import { join, type Output } from "../construction/output.ts";

export interface LogGroup {
  /** The one made; undefined where the program brings one. */
  readonly made?: Resource;
  readonly name: Output;
  readonly region: Output;
  readonly arn: Output;
}

/** @throws Error when a group is both brought and described, or brought without name or ARN */
export function makeLogGroup(
  component: Component,
  name: string,
  given: Arguments | undefined,
  parent: Resource,
): LogGroup {
  if (given !== undefined) refuseTogether(given, "existing", "args");
  const existing = given?.inner("existing");
  if (existing === undefined) {
    const args = given?.inner("args")?.rest() ?? {};
    const made = component.child("aws:cloudwatch/logGroup:LogGroup", name, args, { parent });
    return { made, ...named(component, made.output("name"), regionOf(component)) };
  }
  const arn = existing.get("arn");
  if (arn !== undefined) return { ...fromArn(arn), arn };
  const groupName = existing.get("name");
  if (groupName === undefined) throw new Error("`existing` of a log group needs its `name` or its `arn`");
  return named(component, groupName, existing.get("region") ?? regionOf(component));
}

function named(component: Component, name: Output, region: Output): Omit<LogGroup, "made"> {
  const accountId = component.invoke("aws:index/getCallerIdentity:getCallerIdentity", {}).at("accountId");
  const arn = join({ name, region, accountId }, (known) => {
    return `arn:aws:logs:${text(known["region"])}:${text(known["accountId"])}:log-group:${text(known["name"])}`;
  });
  return { name, region, arn };
}

function fromArn(arn: Output): { name: Output; region: Output } {
  const part = (index: number): Output => arn.apply((known) => text(known).split(":")[index]);
  return { region: part(3), name: part(6) };
}

function regionOf(component: Component): Output {
  const found = component.invoke("aws:index/getRegion:getRegion", {});
  // Version 7 of the aws provider calls it `region`, and still knows the older `name`.
  return join({ region: found.at("region"), name: found.at("name") }, ({ region, name }) => region ?? name);
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
