/** Work requests: how services that answer before the work is done tell when it is. */
import { isObject, type Properties } from "../protocol/values.ts";
import type { Cloud } from "./handler.ts";
import type { Answer } from "./rest/client.ts";
import { waitUntil, WaitError } from "./rest/wait.ts";

export interface WorkRequests {
  /** `/20170115/loadBalancerWorkRequests/{id}` */
  readonly path: string;
  /** The property that tells how far it is. */
  readonly state: "lifecycleState" | "status";
  /** The id of what the request made. */
  readonly made: (request: Properties) => string | undefined;
}

export const LOAD_BALANCER_WORK: WorkRequests = {
  path: "/20170115/loadBalancerWorkRequests/",
  state: "lifecycleState",
  made: (request) => text(request["loadBalancerId"]),
};

export const LOGGING_WORK: WorkRequests = {
  path: "/20200531/workRequests/",
  state: "status",
  made: (request) => {
    const resources = Array.isArray(request["resources"]) ? request["resources"].filter(isObject) : [];
    return text(
      resources.find((resource) => resource["actionType"] === "CREATED")?.["identifier"] ??
        resources[0]?.["identifier"],
    );
  },
};

/**
 * Waits for the request that an answer names. Returns the id of what it made; undefined where the answer names none.
 * `exists` hears that id as soon as it is known, before the work is over.
 */
export async function settle(
  cloud: Cloud,
  work: WorkRequests | undefined,
  answer: Answer,
  timeout: number,
  exists?: (id: string) => void,
): Promise<string | undefined> {
  const id = answer.headers["opc-work-request-id"];
  if (work === undefined || id === undefined) return undefined;
  const what = `work request ${id} to succeed`;
  return waitUntil({ what, timeout, timing: cloud.timing }, async () => {
    const path = work.path + encodeURIComponent(id);
    const request = await cloud.client.object({ operation: "GetWorkRequest", method: "GET", path });
    const state = text(request[work.state]) ?? "in no state";
    const made = work.made(request);
    if (made !== undefined) exists?.(made);
    if (state === "FAILED" || state === "CANCELED")
      throw new WaitError(`work request ${id} is ${state}: ${reason(request)}`);
    return state === "SUCCEEDED" ? { done: true, value: made } : { done: false, state };
  });
}

function reason(request: Properties): string {
  const details = Array.isArray(request["errorDetails"]) ? request["errorDetails"].filter(isObject) : [];
  const messages = details.map((detail) => text(detail["message"])).filter((message) => message !== undefined);
  return messages.join("; ") || text(request["message"]) || "it gives no reason";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
