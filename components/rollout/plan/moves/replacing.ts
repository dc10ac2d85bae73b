/** The lanes: every instance goes its own way, as soon as the guards let it. */
import type { Decision } from "../decision.ts";
import type { Guards } from "../guards/index.ts";
import type { MemberSeen } from "../observation.ts";
import { isServing } from "../situation.ts";
import { isJudged } from "./concluding.ts";
import type { Situation } from "../situation.ts";

/**
 * Gives connections back to draining instances: to those that are wanted after all, on a way back for instance, and to
 * healthy ones that are missed, because fewer than desired serve without them. Another's rollout may have ended so.
 */
export function undrain({ wanted, unwanted, desired }: Situation): Decision | undefined {
  const serving = [...wanted, ...unwanted].filter((member) => isServing(member) || isReturning(member)).length;
  const again = wanted.filter((member) => isDraining(member) && !member.switching);
  const healthy = unwanted.filter((member) => {
    return isDraining(member) && !member.switching && member.state === "RUNNING" && member.health === "OK";
  });
  const missed = healthy.slice(0, Math.max(0, desired - serving - again.length));
  const targets = [...again, ...missed].flatMap(({ id, backend }) => (backend ? [{ instanceId: id, backend }] : []));
  return targets.length === 0 ? undefined : { kind: "undrain", targets };
}

/**
 * Lets go whoever has nothing left to lose: its drain has had its time, or it drains and is unhealthy, so that it held
 * no good connection before; or it isn't RUNNING, or no backend at all.
 */
export function detach(situation: Situation, guards: Guards): Decision | undefined {
  const { unwanted } = situation;
  const isGone = (member: MemberSeen) => member.backend === undefined || member.state !== "RUNNING";
  const drainedOnes = unwanted.filter((member) => {
    return guards.drained(situation, member) || (isDraining(member) && guards.unhealthy(situation, member));
  });
  // Draining ones were counted when their drain began; these go without one.
  const places = Math.min(removable(situation, guards) - unwanted.filter(isDraining).length, guards.lanes(situation));
  const others = unwanted.filter((member) => {
    return !isDraining(member) && isGone(member) && guards.unhealthy(situation, member);
  });
  const instanceIds = [...drainedOnes, ...others.slice(0, Math.max(0, places))].map(({ id }) => id);
  return instanceIds.length === 0 ? undefined : { kind: "detach", instanceIds };
}

/** Drains those that serve as far as capacity can spare them, and unhealthy ones as far as there are lanes. */
export function drain(situation: Situation, guards: Guards): Decision | undefined {
  const draining = situation.unwanted.filter(isDraining).length;
  let places = removable(situation, guards) - draining;
  let spare = guards.capacity(situation);
  let lanes = guards.lanes(situation);
  const targets = [];
  for (const member of inOrder(situation, guards)) {
    const serves = isServing(member);
    if (places <= 0 || (serves ? spare : lanes) <= 0 || member.backend === undefined) {
      continue;
    }
    targets.push({ instanceId: member.id, backend: member.backend });
    places -= 1;
    lanes -= 1;
    spare -= serves ? 1 : 0;
  }
  return targets.length === 0 ? undefined : { kind: "drain", targets };
}

/** Adds instances of the aim: as many as are missing, as there is room for, and as canary and checkpoints allow. */
export function grow(situation: Situation, guards: Guards): Decision | undefined {
  const { seen, wanted, pending, desired } = situation;
  const missing = Math.min(desired, allowance(situation, guards)) - wanted.length - pending;
  const more = Math.min(missing, guards.room(situation));
  return more <= 0 ? undefined : { kind: "resize", size: seen.pool.size + more };
}

/** How many instances of the aim there may be. */
export function allowance(situation: Situation, guards: Guards): number {
  return Math.min(guards.canary(situation), guards.checkpoints(situation));
}

/** How many of the unwanted may go: what the target isn't allowed to replace yet stays. */
function removable(situation: Situation, guards: Guards): number {
  const stay = Math.max(0, situation.desired - allowance(situation, guards));
  // While canary or checkpoint have still to speak, there is something left to go back to.
  const last = isJudged(situation) ? 0 : 1;
  return situation.unwanted.length - Math.max(stay, last);
}

/** Unhealthy ones first, then the oldest. */
function inOrder(situation: Situation, guards: Guards): MemberSeen[] {
  const candidates = situation.unwanted.filter((member) => {
    return member.backend?.drain === false && (isServing(member) || guards.unhealthy(situation, member));
  });
  return candidates.toSorted((one, other) => {
    return (
      Number(isServing(one)) - Number(isServing(other)) ||
      one.createdAt - other.createdAt ||
      (one.id < other.id ? -1 : 1)
    );
  });
}

function isDraining({ backend }: MemberSeen): boolean {
  return backend?.drain === true;
}

/** Its drain was taken back, which doesn't show yet. */
function isReturning({ switching, backend, health }: MemberSeen): boolean {
  return switching === "off" && backend !== undefined && health === "OK";
}
