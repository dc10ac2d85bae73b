/** One launch of a task, as the checks of its steps see it. */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import type { Container } from "../services/ecs/containers.ts";
import { containersOf } from "../services/ecs/revisions.ts";
import type { Revision } from "../services/ecs/revisions.ts";
import type { Vantage } from "./vantage.ts";

export interface Launch {
  readonly cloud: Cloud;
  /** What a deployment fixes of its service: see services/ecs/spec.ts. */
  readonly spec: Properties;
  readonly revision: Revision;
  readonly containers: readonly Container[];
  /** Empty where the task definition names none. */
  readonly executionRole: string;
  readonly from: Vantage;
}

export function launchFrom(from: Vantage, spec: Properties, revision: Revision, cloud: Cloud): Launch {
  const executionRole = textAt(revision.inputs, "executionRoleArn") ?? "";
  return { cloud, spec, revision, containers: containersOf(revision), executionRole, from };
}

/** What AWS's clients say when nothing answers. The address is not the point of it, and not modelled. */
export function timeout(method: string, url: string): string {
  return `${method} "${url}": dial tcp: i/o timeout`;
}
