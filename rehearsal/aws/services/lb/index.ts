/** Load balancing: application and network load balancers, their listeners and target groups. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { AwsService, FunctionKind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import { targetGroupAttachment } from "./attachment.ts";
import { listener } from "./listener.ts";
import { listenerCertificate, listenerRule } from "./listenerRule.ts";
import { loadBalancer } from "./loadBalancer.ts";
import { targetGroup } from "./targetGroup.ts";
import { balancersFor } from "./actions.ts";
import { listed, LISTENERS, LOAD_BALANCERS, MODULES, TARGET_GROUPS } from "./types.ts";
import type { Module } from "./types.ts";
import { zoneIdOf } from "./zones.ts";

export const lb: AwsService = {
  name: "lb",
  kinds: MODULES.flatMap((module) => [
    loadBalancer(module),
    targetGroup(module),
    listener(module),
    listenerRule(module),
    listenerCertificate(module),
    targetGroupAttachment(module),
  ]),
  functions: [
    ...MODULES.flatMap(functionsOf),
    {
      token: "aws:lb/getHostedZoneId:getHostedZoneId",
      answer: (args, cloud) => ({
        id: zoneIdOf(textAt(args, "loadBalancerType") ?? "application", cloud.region),
        region: cloud.region,
      }),
    },
  ],
};

function functionsOf(module: Module): FunctionKind[] {
  const token = (name: string): string => `aws:${module}/${name}:${name}`;
  return [
    { token: token("getLoadBalancer"), answer: (args, cloud) => found(LOAD_BALANCERS, "Load Balancer", args, cloud) },
    {
      token: token("getTargetGroup"),
      answer(args, cloud) {
        const answer = found(TARGET_GROUPS, "Target Group", args, cloud);
        return { ...answer, loadBalancerArns: balancersFor(textAt(answer, "arn") ?? "", cloud) };
      },
    },
    { token: token("getListener"), answer: (args, cloud) => found(LISTENERS, "Listener", args, cloud) },
  ];
}

function found(types: readonly string[], noun: string, args: Properties, cloud: Cloud): Properties {
  const all = listed(types, cloud).filter(({ outputs }) => {
    const plain = ["arn", "name", "loadBalancerArn", "port"].every(
      (name) => args[name] === undefined || outputs[name] === args[name],
    );
    const tags = objectAt(outputs, "tagsAll");
    return plain && Object.entries(objectAt(args, "tags")).every(([key, value]) => tags[key] === value);
  });
  const [only] = all;
  if (only === undefined || all.length > 1) {
    const message = `Search returned ${all.length} results, please revise so only one is returned`;
    throw new AwsError(only === undefined ? "NotFound" : "TooManyResults", `${noun}: ${message}`);
  }
  return { ...only.outputs, id: only.id, region: cloud.region, tags: only.outputs["tagsAll"] ?? {} };
}
