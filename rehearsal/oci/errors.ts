/**
 * The errors that OCI's services answer with: a status and a body of {code, message}.
 * @see https://docs.oracle.com/iaas/Content/API/References/apierrors.htm
 */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const cannotParse = (message: string): ServiceError => new ServiceError(400, "CannotParseRequest", message);
export const invalidParameter = (message: string): ServiceError => new ServiceError(400, "InvalidParameter", message);
export const missingParameter = (message: string): ServiceError => new ServiceError(400, "MissingParameter", message);
export const limitExceeded = (message: string): ServiceError => new ServiceError(400, "LimitExceeded", message);
export const notAuthenticated = (message: string): ServiceError => new ServiceError(401, "NotAuthenticated", message);
export const notFound = (message: string): ServiceError => new ServiceError(404, "NotAuthorizedOrNotFound", message);
export const noSuchPath = (message: string): ServiceError => new ServiceError(404, "NotFound", message);
export const conflict = (message: string): ServiceError => new ServiceError(409, "Conflict", message);
export const incorrectState = (message: string): ServiceError => new ServiceError(409, "IncorrectState", message);
export const alreadyExists = (message: string): ServiceError =>
  new ServiceError(409, "NotAuthorizedOrResourceAlreadyExists", message);
export const invalidatedRetryToken = (message: string): ServiceError =>
  new ServiceError(409, "InvalidatedRetryToken", message);
export const noEtagMatch = (message: string): ServiceError => new ServiceError(412, "NoEtagMatch", message);
export const tooManyRequests = (message: string): ServiceError => new ServiceError(429, "TooManyRequests", message);
export const internalServerError = (message: string): ServiceError =>
  new ServiceError(500, "InternalServerError", message);
export const serviceUnavailable = (message: string): ServiceError =>
  new ServiceError(503, "ServiceUnavailable", message);

/** OCI doesn't say whether a thing is absent or only hidden: neither do we. */
export const notFoundResource = (id: string): ServiceError =>
  notFound(`Authorization failed or requested resource not found: ${id}`);
