/** What somebody on the internet gets who asks for a URL. */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import type { Resource } from "../resource.ts";
import { containersOf, findRevision } from "../services/ecs/revisions.ts";
import { advance } from "../services/ecs/progress.ts";
import { SERVICE } from "../services/ecs/types.ts";
import { answers, applicationOf } from "../steady/container.ts";
import { vantagesOf } from "../steady/vantage.ts";
import type { Vantage } from "../steady/vantage.ts";

export interface Answer {
  /** HTTP status; 0 where nothing answers. */
  readonly status: number;
  /** The rehearsal's own words: why it isn't 200, and who answered. */
  readonly why: string;
  /** Of a redirect. */
  readonly location?: string;
}

/** The tasks of one service that run now. */
export interface Running {
  readonly service: Resource;
  readonly spec: Properties;
  readonly tasks: number;
  readonly vantages: readonly Vantage[];
}

/** The services that run tasks whose spec is as wanted. */
export function runningWhere(isWanted: (spec: Properties) => boolean, cloud: Cloud): Running[] {
  return cloud.list(SERVICE).flatMap((service) =>
    advance(service, cloud)
      .deployments.filter(({ running, spec }) => running > 0 && isWanted(spec))
      .map(({ running, spec }) => ({ service, spec, tasks: running, vantages: vantagesOf(spec, cloud) })),
  );
}

/** What the application in one of the tasks answers on a port. */
export function applicationAnswer({ service, spec }: Running, port: number, path: string, cloud: Cloud): Answer {
  const revision = findRevision(textAt(spec, "taskDefinition") ?? "", cloud);
  const containers = revision === undefined ? [] : containersOf(revision);
  const name = textAt(service.outputs, "name") ?? "";
  for (const container of containers) {
    const application = applicationOf(container, { cloud });
    if (application === "anything") return { status: 200, why: `${name}, an image of another registry` };
    const listens = application?.listens;
    if (listens?.port !== port) continue;
    return answers(listens, path)
      ? { status: 200, why: `a task of ${name}` }
      : { status: 404, why: `the application of ${name} knows no ${path}` };
  }
  return { status: 502, why: `no container of ${name} listens on port ${port}` };
}
