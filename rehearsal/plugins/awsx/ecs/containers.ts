/** Container definitions: what the program gives, with ports of target groups and a log configuration filled in. */
import { isObject, isReference, type Properties, type Value } from "../../protocol/values.ts";
import type { Arguments } from "../construction/arguments.ts";
import { outputOf, type Input, type Inputs, type Output } from "../construction/output.ts";
import type { LogGroup } from "../parts/log-group.ts";

/** @throws Error unless exactly one of `container` and `containers` is given */
export function namedContainers(args: Arguments): Map<string, Arguments> {
  const single = args.inner("container");
  const several = args.inner("containers");
  if (single !== undefined && several === undefined) {
    const name = single.values["name"];
    return new Map([[typeof name === "string" ? name : "container", single]]);
  }
  if (several === undefined || single !== undefined) throw new Error("Give one of `container` and `containers`");
  const found = Object.keys(several.values).map((name) => [name, several.inner(name)] as const);
  return new Map(found.flatMap(([name, container]) => (container === undefined ? [] : [[name, container]])));
}

/** A list of definitions, in the order of their names: another order would be another revision. */
export function containerDefinitions(containers: ReadonlyMap<string, Arguments>, logs: LogGroup | undefined): Output {
  const sorted = [...containers].sort(([a], [b]) => a.localeCompare(b));
  return outputOf(sorted.map(([name, container]) => definition(name, container, logs)));
}

function definition(name: string, container: Arguments, logs: LogGroup | undefined): Inputs {
  const ports = container.list("portMappings");
  const mappings = ports === undefined ? container.get("portMappings") : ports.map(portMapping);
  const options = { "awslogs-group": logs?.name, "awslogs-region": logs?.region, "awslogs-stream-prefix": name };
  const own = container.has("logConfiguration") || logs === undefined;
  const logging = own ? {} : { logConfiguration: { logDriver: "awslogs", options } };
  return { ...container.rest("portMappings", "name"), portMappings: mappings, name, ...logging };
}

function portMapping(mapping: Arguments): Inputs {
  const port = targetGroup(mapping)?.at("port");
  return {
    ...mapping.rest("targetGroup"),
    containerPort: mapping.get("containerPort") ?? mapping.get("hostPort") ?? port,
    hostPort: mapping.get("hostPort") ?? port ?? mapping.get("containerPort"),
  };
}

/** What the service is to register: each container that names a target group, at that group's port. */
export function loadBalancers(containers: ReadonlyMap<string, Arguments>): Input {
  return [...containers].flatMap(([containerName, container]) =>
    (container.list("portMappings") ?? []).flatMap((mapping) => {
      const group = targetGroup(mapping);
      if (group === undefined) return [];
      return [{ containerName, containerPort: group.at("port"), targetGroupArn: group.at("arn") }];
    }),
  );
}

function targetGroup(mapping: Arguments): Output | undefined {
  const value: Value = mapping.values["targetGroup"] ?? null;
  if (isReference(value)) return mapping.component.look(value);
  return isObject(value) ? mapping.piece("targetGroup", value satisfies Properties) : undefined;
}
