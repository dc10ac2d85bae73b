/** Why a backend is healthy at its load balancer, or why not. */
import type { Moment } from "../moment.ts";

export interface BackendRef {
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  readonly backendName: string;
}

export interface Diagnosis {
  readonly status: "OK" | "WARNING" | "CRITICAL" | "UNKNOWN";
  readonly reasons: readonly string[];
}

export function diagnoseBackend(_moment: Moment, _backend: BackendRef): Diagnosis {
  return { status: "UNKNOWN", reasons: [] };
}
