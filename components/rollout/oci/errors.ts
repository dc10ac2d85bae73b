/** What the SDK throws, as the errors that a rollout knows. */
import { PortError } from "../drive/ports.ts";
import type { PortErrorKind } from "../drive/ports.ts";
import { quietly } from "./quiet.ts";

/** Characters of a service's message that are worth showing: a proxy in between may answer with a whole page. */
const LONGEST_MESSAGE = 500;

/**
 * Makes a call, or several that belong together.
 * @param operation as OCI's reference names it: `UpdateInstancePool`
 * @throws PortError for whatever the service or the way to it did; anything else as it came, for it is a defect
 */
export async function calling<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await quietly(call);
  } catch (error) {
    throw portErrorOf(operation, error) ?? error;
  }
}

/** Undefined where it is none of the service's errors. */
export function portErrorOf(operation: string, error: unknown): PortError | undefined {
  if (error instanceof PortError) {
    return error;
  }
  if (isRefusal(error)) {
    const { statusCode, serviceCode, opcRequestId } = error;
    const where = `HTTP ${statusCode}${opcRequestId === null ? "" : `, opc-request-id ${opcRequestId}`}`;
    return new PortError(kindOf(error), `${operation}: ${serviceCode}: ${short(error.message)} (${where})`);
  }
  if (isLost(error)) {
    return new PortError("unknown", `${operation}: ${short(error.message)}`);
  }
  if (error instanceof SyntaxError) {
    return new PortError("unknown", `${operation}: the answer could not be read: ${short(error.message)}`);
  }
  return undefined;
}

/** The part of the SDK's OciError that is read here. Told by its form: two copies of the SDK may be installed. */
interface Refusal {
  readonly statusCode: number;
  readonly serviceCode: string;
  readonly message: string;
  readonly opcRequestId: string | null;
}

function kindOf({ statusCode, serviceCode }: Refusal): PortErrorKind {
  // An earlier request with the same token did change something, and something else changed since.
  if (serviceCode === "InvalidatedRetryToken" || statusCode >= 500 || statusCode === 408 || statusCode < 400) {
    return "unknown";
  }
  switch (statusCode) {
    case 404:
      return "not-found";
    case 409:
    case 412:
      return "conflict";
    case 429:
      return "throttled";
    default:
      return "refused";
  }
}

function isRefusal(error: unknown): error is Refusal {
  return (
    typeof error === "object" &&
    error !== null &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    "serviceCode" in error &&
    typeof error.serviceCode === "string" &&
    "message" in error &&
    typeof error.message === "string" &&
    "opcRequestId" in error &&
    (error.opcRequestId === null || typeof error.opcRequestId === "string")
  );
}

/** A request without an answer: the SDK throws an object that is no Error. */
function isLost(error: unknown): error is { readonly message: string } {
  return (
    typeof error === "object" &&
    error !== null &&
    !(error instanceof Error) &&
    "requestEndpoint" in error &&
    "message" in error &&
    typeof error.message === "string"
  );
}

function short(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST_MESSAGE ? line : `${line.slice(0, LONGEST_MESSAGE)}...`;
}
