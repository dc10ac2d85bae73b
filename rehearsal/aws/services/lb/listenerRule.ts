/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, isGiven, known, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { numberAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { checkActions, refuseActions } from "./actions.ts";
import { needServable } from "./certificates.ts";
import { byArn, listed, LISTENER_RULES, LISTENERS, LOAD_BALANCERS } from "./types.ts";
import type { Module } from "./types.ts";

export function listenerRule(module: Module): Kind {
  return {
    type: `aws:${module}/listenerRule:ListenerRule`,
    replaces: ["listenerArn"],
    sets: ["conditions", "values"],
    check: (inputs) => [
      ...between(inputs, "priority", 1, 50_000),
      ...checkActions(inputs, "actions"),
      ...checkConditions(inputs),
    ],
    create({ inputs }, cloud) {
      const owner = refuseRule(inputs, cloud);
      const arn = `${owner.id.replace(":listener/", ":listener-rule/")}/${cloud.hex(16)}`;
      return { id: arn, outputs: { arn, priority: inputs["priority"] ?? nextPriority(owner.id, cloud) } };
    },
    update({ inputs, resource }, cloud) {
      refuseRule(inputs, cloud, resource.id);
      return {};
    },
  };
}

/** A further certificate of a listener, which clients get by the name that they ask for. */
export function listenerCertificate(module: Module): Kind {
  return {
    type: `aws:${module}/listenerCertificate:ListenerCertificate`,
    replaces: ["certificateArn", "listenerArn"],
    create({ inputs }, cloud) {
      const owner = listenerOf(inputs, cloud);
      const certificate = textAt(inputs, "certificateArn") ?? "";
      needServable(certificate, cloud);
      return { id: `${owner.id}_${certificate}`, outputs: {} };
    },
  };
}

const CONDITIONS = [
  "hostHeader",
  "httpHeader",
  "httpRequestMethod",
  "pathPattern",
  "queryStrings",
  "sourceIp",
] as const;

function checkConditions(inputs: Properties): Failure[] {
  const conditions = elements(inputs, "conditions");
  const none = known(inputs, "conditions") !== undefined && conditions.length === 0;
  return [
    ...(none ? refuse("conditions", "conditions needs one condition at least") : []),
    ...conditions.flatMap((at) => {
      const given = CONDITIONS.filter((name) => isGiven(inputs, `${at}.${name}`));
      if (given.length === 1) return [];
      return refuse(at, `exactly one of ${CONDITIONS.join(", ")} must be specified: ${given.length} are given`);
    }),
  ];
}

function listenerOf(inputs: Properties, cloud: Cloud): Resource {
  const found = byArn(textAt(inputs, "listenerArn") ?? "", LISTENERS, cloud);
  if (found === undefined) throw new AwsError("ListenerNotFound", "One or more listeners not found");
  return found;
}

/** @returns its listener. @throws AwsError */
function refuseRule(inputs: Properties, cloud: Cloud, own = ""): Resource {
  const owner = listenerOf(inputs, cloud);
  const others = rulesOf(owner.id, cloud).filter((rule) => rule.id !== own);
  const priority = numberAt(inputs, "priority");
  if (priority !== undefined && others.some((rule) => rule.outputs["priority"] === priority)) {
    throw new AwsError("PriorityInUse", `Priority '${priority}' is currently in use`);
  }
  const balancer = byArn(textAt(owner.inputs, "loadBalancerArn") ?? "", LOAD_BALANCERS, cloud);
  if (balancer !== undefined) refuseActions(objectsAt(inputs, "actions"), balancer, cloud);
  return owner;
}

function rulesOf(listenerArn: string, cloud: Cloud): Resource[] {
  return listed(LISTENER_RULES, cloud).filter(({ inputs }) => inputs["listenerArn"] === listenerArn);
}

function nextPriority(listenerArn: string, cloud: Cloud): number {
  return Math.max(0, ...rulesOf(listenerArn, cloud).map(({ outputs }) => numberAt(outputs, "priority") ?? 0)) + 1;
}
