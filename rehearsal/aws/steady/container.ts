/** What the containers of a task do once they run, as far as the images in the registry say it. */
import type { Image, Listener } from "../images.ts";
import type { Container, ContainerHealthCheck } from "../services/ecs/containers.ts";
import { imageAt, parseReference } from "./image.ts";
import type { Launch } from "./launch.ts";
import { TIMES } from "./verdict.ts";
import type { TaskFailure } from "./verdict.ts";

/** What runs in a container. An image of another registry than ECR is taken to do all that is asked of it. */
export type Application = Image | "anything";

export function applicationOf({ image }: Container, { cloud }: Pick<Launch, "cloud">): Application | undefined {
  const reference = parseReference(image);
  return reference.ecr === undefined ? "anything" : imageAt(reference, cloud);
}

/** Seconds from the containers' start until all of them listen; 0 for those that don't. */
export function startSeconds({ containers, cloud }: Launch): number {
  return Math.max(
    0,
    ...containers.map((container) => listenerOf(applicationOf(container, { cloud }))?.startSeconds ?? 0),
  );
}

/** An essential container that ends within `within` seconds, and after how many. */
export function exitFault(launch: Launch, within: number): { failure: TaskFailure; seconds: number } | undefined {
  for (const container of launch.containers.filter(({ essential }) => essential)) {
    const application = applicationOf(container, launch);
    const exits = application === "anything" ? undefined : application?.exits;
    if (exits !== undefined && exits.afterSeconds <= within) {
      const reason = `Essential container in task exited (container ${container.name}, exit code ${exits.code})`;
      return { failure: { stage: "exit", reason }, seconds: exits.afterSeconds };
    }
  }
  return undefined;
}

/**
 * A container's own health check, as far as its command names an address of the container itself, such as
 * `curl -f http://localhost:8080/health`: any other command is taken to succeed.
 */
export function healthFault(launch: Launch): { failure: TaskFailure; seconds: number } | undefined {
  for (const container of launch.containers) {
    const check = container.healthCheck;
    const application = applicationOf(container, launch);
    if (check === undefined || application === "anything") continue;
    const seconds = check.startPeriod + check.interval * check.retries;
    if (!passes(check, application, seconds)) {
      return { failure: { stage: "container-health", reason: "Task failed container health checks" }, seconds };
    }
  }
  return undefined;
}

/** Seconds after the start at which the slowest of the containers' own health checks has passed. */
export function healthSeconds({ containers }: Launch): number {
  return containers.some(({ healthCheck }) => healthCheck !== undefined) ? TIMES.firstCheck : 0;
}

function passes({ command }: ContainerHealthCheck, application: Image | undefined, patience: number): boolean {
  const url = /https?:\/\/(?:localhost|127\.0\.0\.1)(?::(\d+))?(\/[^\s"'|;&)]*)?/.exec(command.join(" "));
  if (url === null) return true;
  const listens = application?.listens;
  const [, port = "80", path = "/"] = url;
  return listens?.port === Number(port) && answers(listens, path) && listens.startSeconds <= patience;
}

/** Whether the application answers 200 there; anything else answers 404. */
export function answers({ paths }: Listener, path: string): boolean {
  return paths.includes(path.split("?")[0] ?? path);
}

function listenerOf(application: Application | undefined): Listener | undefined {
  return application === "anything" ? undefined : application?.listens;
}
