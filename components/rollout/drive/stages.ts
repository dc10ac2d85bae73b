/** Tells each instance's way through the rollout, as events. */
import type { MemberSeen, Observation } from "../plan/observation.ts";
import { counts, isAvailable, isServing, situationOf } from "../plan/situation.ts";
import type { Situation } from "../plan/situation.ts";
import type { EventSink, InstanceEvent, Stage } from "./events.ts";
import type { RolloutGoal } from "./goal.ts";

/** What has been told about an instance. */
export interface Told {
  readonly member: MemberSeen;
  readonly stage: Stage;
}

/** Tells what is new in one look: instances that changed their stage, and the figures of the capacity line. */
export function tellLook(seen: Observation, goal: RolloutGoal, told: Map<string, Told>, sink: EventSink): void {
  const situation = situationOf(seen, goal);
  for (const member of seen.members) {
    tellStage(member, stageOf(member, situation), seen.at, told, sink);
  }
  for (const { member, stage } of [...told.values()]) {
    const leaving = seen.leaving.includes(member.id);
    const present = seen.members.some(({ id }) => id === member.id);
    if (!present && stage !== "gone") {
      tellStage(member, leaving ? "leaving" : "gone", seen.at, told, sink);
    }
  }
  sink({
    kind: "looked",
    at: seen.at,
    serving: seen.members.filter(isServing).length,
    instances: seen.members.length + seen.leaving.length,
    replaced: situation.wanted.filter((member) => isAvailable(member, seen.at, goal.knobs)).length,
    desired: situation.desired,
  });
}

function tellStage(member: MemberSeen, to: Stage, at: number, told: Map<string, Told>, sink: EventSink): void {
  const before = told.get(member.id);
  told.set(member.id, { member, stage: to });
  if (before?.stage === to && before.member.address?.ip === member.address?.ip) {
    return;
  }
  const { address } = member;
  const event: InstanceEvent = {
    kind: "instance",
    at,
    id: member.id,
    name: member.name,
    configurationId: member.configurationId,
    ...(address && { vnicId: address.vnicId, subnetId: address.subnetId, ip: address.ip }),
    ...(before && { from: before.stage }),
    to,
    ...why(member, to),
  };
  sink(event);
}

function stageOf(member: MemberSeen, { seen, goal, knobs, flight }: Situation): Stage {
  if (member.backend?.drain === true) {
    return "draining";
  }
  if (counts(member, seen.at, knobs, flight)) {
    return "available";
  }
  if (isServing(member)) {
    return "healthy";
  }
  if (member.state !== "RUNNING") {
    return ["PROVISIONING", "STARTING", "CREATING_IMAGE"].includes(member.state) ? "launching" : "unhealthy";
  }
  return member.configurationId === goal.target ? "booting" : "unhealthy";
}

function why(member: MemberSeen, to: Stage): { why?: string } {
  if (to !== "booting" && to !== "unhealthy") {
    return {};
  }
  if (member.noVnicMatches) {
    return { why: "no VNIC in the chosen subnet" };
  }
  if (member.state !== "RUNNING") {
    return { why: `it is ${member.state}` };
  }
  if (member.address === undefined) {
    return { why: "no VNIC yet" };
  }
  return { why: member.backend === undefined ? "no backend yet" : `${member.health} at the load balancer` };
}
