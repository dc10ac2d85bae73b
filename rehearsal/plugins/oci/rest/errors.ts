/** OCI's answer to a request that it refused. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  /** `CreateVcn`: the operation's name in OCI's API reference. */
  readonly operation: string;
  readonly request: string;
}

export class ServiceError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(
      `${refusal.status}-${refusal.code}, ${refusal.message}\n` +
        `Operation: ${refusal.operation}\n` +
        `Request: ${refusal.request}\n` +
        `OPC request ID: ${refusal.requestId === "" ? "none was sent" : refusal.requestId}\n` +
        `Suggestion: ${suggestion(refusal)}`,
    );
    this.name = "ServiceError";
    this.refusal = refusal;
  }
}

export const isNotFound = (error: unknown): boolean => error instanceof ServiceError && error.refusal.status === 404;

/** No answer at all: refused, reset or timed out, as often as it was tried. */
export class UnreachableError extends Error {
  constructor(operation: string, request: string, attempts: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `no answer from the embedded OCI after ${attempts} attempts: ${reason}\nOperation: ${operation}\nRequest: ${request}\n` +
        "Suggestion: is it running? `npm run rehearse -- start` starts it",
      { cause },
    );
    this.name = "UnreachableError";
  }
}

function suggestion({ status, code }: Refusal): string {
  if (status === 400) return "correct the value that the message names";
  if (status === 401) return "check the API key: OCI_CONFIG_FILE must name the embedded OCI's own configuration file";
  if (status === 404) return "the resource was deleted or moved outside of this program, or its id is mistyped";
  if (code.includes("AlreadyExists"))
    return "give it another name, or take over the one that exists with `pulumi import`";
  if (status === 409 && code !== "IncorrectState")
    return "remove or change what still uses the resource, then run again";
  if (status === 412) return "something else changed the resource at the same time: refresh, then run again";
  if (status === 429) return "OCI is throttling requests: run again in a minute";
  if (status >= 500) return "the service had a fault: run again; what was created is kept";
  return "see the message above, then run again";
}
