/**
 * awsx:lb:TargetGroupAttachment: an instance or a function behind a target group.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/lb/targetgroupattachment/
 */
import { isReference, type Value } from "../../protocol/values.ts";
import { Arguments, refuseTogether } from "../construction/arguments.ts";
import type { Component, Resource } from "../construction/component.ts";
import { join, type Inputs, type Output } from "../construction/output.ts";

const TARGETS = ["instance", "instanceId", "lambda", "lambdaArn"] as const;

export function buildAttachment(component: Component): Inputs {
  const args = new Arguments(component, component.inputs);
  refuseTogether(args, "targetGroup", "targetGroupArn");
  refuseTogether(args, ...TARGETS);
  const group = groupOf(args);
  const target = TARGETS.find((name) => args.has(name));
  if (group === undefined) throw new Error("Give one of `targetGroup` and `targetGroupArn`");
  if (target === undefined) throw new Error(`Give one of ${TARGETS.map((name) => `\`${name}\``).join(", ")}`);
  const permission = target.startsWith("lambda") ? makePermission(args, group.arn) : undefined;
  const inputs = { ...targetOf(args, target, group.type), targetGroupArn: group.arn };
  const dependsOn = permission === undefined ? [] : [permission];
  const type = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
  const attachment = component.child(type, component.name, inputs, { dependsOn });
  return { targetGroupAttachment: attachment.reference, lambdaPermission: permission?.reference };
}

interface Group {
  readonly arn: Output;
  /** `instance` or `ip`. */
  readonly type: Output;
}

function groupOf(args: Arguments): Group | undefined {
  const { component } = args;
  const group = resource(args, "targetGroup");
  if (group !== undefined) return { arn: group.at("arn"), type: group.at("targetType") };
  const arn = args.get("targetGroupArn");
  if (arn === undefined) return undefined;
  return { arn, type: component.invoke("aws:lb/getTargetGroup:getTargetGroup", { arn }).at("targetType") };
}

function targetOf(args: Arguments, target: (typeof TARGETS)[number], type: Output): Inputs {
  if (target === "lambda") return { targetId: resource(args, "lambda")?.at("arn") };
  if (target === "lambdaArn") return { targetId: args.get("lambdaArn") };
  const instance =
    target === "instance"
      ? resource(args, "instance")
      : args.component.invoke("aws:ec2/getInstance:getInstance", { instanceId: args.get("instanceId") });
  const id = target === "instance" ? idOf(args.values["instance"] ?? null) : args.get("instanceId");
  const targetId = join({ type, id, ip: instance?.at("privateIp") }, (known) => {
    return known["type"] === "instance" ? known["id"] : known["ip"];
  });
  return { targetId, availabilityZone: instance?.at("availabilityZone") };
}

function makePermission(args: Arguments, sourceArn: Output): Resource {
  return args.component.child("aws:lambda/permission:Permission", args.component.name, {
    action: "lambda:InvokeFunction",
    function: args.has("lambda") ? idOf(args.values["lambda"] ?? null) : args.get("lambdaArn"),
    principal: "elasticloadbalancing.amazonaws.com",
    sourceArn,
  });
}

/** What the state says of a resource that is given whole. */
function resource(args: Arguments, name: string): Output | undefined {
  const value = args.values[name] ?? null;
  return isReference(value) ? args.component.look(value) : undefined;
}

const idOf = (value: Value): Value => (isReference(value) ? (value.id ?? null) : value);
