/** The words for what a rollout waits for, and for what made it fail. */
import type { MemberSeen } from "./observation.ts";

export const WAITING = {
  settle: "until changes that an earlier run began have been made",
  boot: "until new instances are OK at the load balancer",
  minHealthy: "until new instances have been OK for long enough",
  drain: "while connections to draining instances end",
  leave: "until detached instances are TERMINATED",
  bake: "while the new instances bake",
  canary: "for the canary's probe",
  checkpoint: (percent: number) => `at the checkpoint of ${percent} %`,
  capacity: "until enough instances serve to let one go",
  unhealthy: "to see whether unhealthy instances recover",
} as const;

export const FAILED = {
  poolGone: (state: string) => `The instance pool is ${state}.`,
  noVnic: (member: MemberSeen, subnetId: string) =>
    `Instance ${member.id} is RUNNING, but none of its VNICs lies in the subnet ${subnetId} (subnetId).`,
  instanceLate: (member: MemberSeen, seconds: number) =>
    `Instance ${member.id} was not OK at the load balancer for ${seconds} s (maxWaitSeconds).`,
  noProgress: (seconds: number, what: string) => `No progress for ${seconds} s (maxWaitSeconds): ${what}.`,
  canary: (count: number, words: string) => `The canary's probe said no ${count} times in a row; at last: ${words}.`,
  refused: (words: string) => `OCI refused a change for good: ${words}`,
} as const;

/** Before what it is that can't be seen. */
export const INTERRUPTED =
  "The rollout was interrupted, and the next `pulumi up` goes on with it. Until then the autoscaler may rest.";
