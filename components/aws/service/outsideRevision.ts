/**
 * Leaves a service on a revision of its task definition that somebody registered outside of Pulumi, as a pipeline does that
 * writes the pushed image into it.
 *
 * `ignoreChanges: ["taskDefinition"]` for good would do that too, but it would also keep every later change of the program
 * (CPU, memory, environment) from the tasks. So it is decided at each run, from what ECS runs: a revision newer than the
 * program's own came from outside and stays; else the program's own goes out.
 */
import * as pulumi from "@pulumi/pulumi";
import { revisionOf } from "./steady/index.ts";

/** Whether what runs is a newer revision of the same family than the program's own. */
export function isFromOutside(running: string, own: string): boolean {
  const [found, ours] = [revisionOf(running), revisionOf(own)];
  return found.family === ours.family && found.revision > ours.revision;
}

/** Tells the revision that a service is on now: an ARN, or undefined where there is no such service. */
export type Running = (service: { clusterArn: string; serviceName: string }) => Promise<string | undefined>;

/**
 * A transform of an ECS service. It does nothing where the program's own revision isn't known yet: a new one is being made,
 * and it goes out.
 * @see https://www.pulumi.com/docs/iac/concepts/options/transforms/
 */
export function keepOutsideRevision(running: Running): pulumi.ResourceTransform {
  return async ({ props, opts }) => {
    const { cluster, name, taskDefinition } = await serviceProps(props);
    if (cluster === undefined || name === undefined || taskDefinition === undefined) return undefined;
    const found = await running({ clusterArn: cluster, serviceName: name });
    if (found === undefined || !isFromOutside(found, taskDefinition)) return undefined;
    return { props, opts: { ...opts, ignoreChanges: [...(opts.ignoreChanges ?? []), "taskDefinition"] } };
  };
}

/** The properties that are known as yet. Those that come from other resources arrive as outputs, even when they are known. */
async function serviceProps(props: pulumi.Inputs) {
  const given = Object.fromEntries(LOOKED_AT.map((key): [string, unknown] => [key, props[key]]));
  const plain: Record<string, unknown> = await pulumi.runtime.serializeProperties("service", given);
  const text = (key: string): string | undefined => {
    const value = plain[key];
    return typeof value === "string" && value !== pulumi.runtime.unknownValue ? value : undefined;
  };
  return { cluster: text("cluster"), name: text("name"), taskDefinition: text("taskDefinition") };
}

const LOOKED_AT = ["cluster", "name", "taskDefinition"];
