/**
 * The health checker of a backend set.
 * @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/HealthChecker/
 */
import type {
  HealthChecker,
  HealthCheckerDetails,
  UpdateHealthCheckerDetails,
} from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers } from "../../collections.ts";
import { invalidParameter } from "../../errors.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { needOneOf, needWithin } from "../shared/refuse.ts";
import { changeKind, requestChange } from "./changes.ts";
import { needNamed } from "./names.ts";

/** Milliseconds. */
const DEFAULT_INTERVAL = 10_000;
const DEFAULT_TIMEOUT = 3_000;
const DEFAULT_RETRIES = 3;
const DEFAULT_RETURN_CODE = 200;
/** Port 0: the backend's own. */
const BACKENDS_OWN_PORT = 0;

export function newHealthChecker(details: Wire<HealthCheckerDetails>): Wire<HealthChecker> {
  return {
    protocol: details.protocol,
    ...(details.protocol === "HTTP" && { urlPath: details.urlPath ?? "/" }),
    ...(details.protocol === "TCP" && details.urlPath !== undefined && { urlPath: details.urlPath }),
    port: details.port ?? BACKENDS_OWN_PORT,
    returnCode: details.returnCode ?? DEFAULT_RETURN_CODE,
    retries: details.retries ?? DEFAULT_RETRIES,
    timeoutInMillis: details.timeoutInMillis ?? DEFAULT_TIMEOUT,
    intervalInMillis: details.intervalInMillis ?? DEFAULT_INTERVAL,
    responseBodyRegex: details.responseBodyRegex ?? "",
    isForcePlainText: details.isForcePlainText ?? false,
  };
}

/** @throws ServiceError 400 */
export function checkHealthChecker(details: Wire<HealthCheckerDetails>): void {
  const at = "healthChecker";
  needOneOf(`${at}.protocol`, details.protocol, ["HTTP", "TCP"]);
  needWithin(`${at}.port`, details.port, 0, 65_535);
  needWithin(`${at}.returnCode`, details.returnCode, 100, 599);
  needWithin(`${at}.retries`, details.retries, 1, 10);
  needWithin(`${at}.timeoutInMillis`, details.timeoutInMillis, 1, 600_000);
  needWithin(`${at}.intervalInMillis`, details.intervalInMillis, 1_000, 1_800_000);
  if (details.urlPath !== undefined && !details.urlPath.startsWith("/")) {
    throw invalidParameter(`${at}.urlPath must begin with '/', not be '${details.urlPath}'.`);
  }
  if (!isPattern(details.responseBodyRegex ?? "")) {
    throw invalidParameter(`${at}.responseBodyRegex is no regular expression: ${details.responseBodyRegex}`);
  }
  if (
    details.timeoutInMillis !== undefined &&
    details.timeoutInMillis > (details.intervalInMillis ?? DEFAULT_INTERVAL)
  ) {
    throw invalidParameter(`${at}.timeoutInMillis must not be greater than ${at}.intervalInMillis.`);
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== "";
  } catch (error) {
    if (error instanceof SyntaxError) {
      return false;
    }
    throw error;
  }
}

const updateHealthChecker = changeKind<{ set: string; details: Wire<UpdateHealthCheckerDetails> }>({
  type: "UpdateHealthChecker",
  check: ({ details }) => checkHealthChecker(details),
  apply: (balancer, { set, details }) => ({
    backendSets: {
      ...balancer.backendSets,
      [set]: { ...needNamed(balancer, "backendSets", set), healthChecker: newHealthChecker(details) },
    },
  }),
});

function show(call: Call): Reply {
  const balancer = loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  const set = needNamed(balancer, "backendSets", call.params["backendSetName"] ?? "");
  return replyWith(set.healthChecker, loadBalancers.etag(call.world, balancer.id));
}

const PATH = "/20170115/loadBalancers/{loadBalancerId}/backendSets/{backendSetName}/healthChecker";

export const healthCheckerRoutes: readonly Route[] = [
  { operation: "loadbalancer/GetHealthChecker", method: "GET", path: PATH, handle: show },
  {
    operation: "loadbalancer/UpdateHealthChecker",
    method: "PUT",
    path: PATH,
    handle: (call) =>
      requestChange(call, updateHealthChecker, {
        set: call.params["backendSetName"] ?? "",
        details: bodyOf<Wire<UpdateHealthCheckerDetails>>(call),
      }),
  },
];
