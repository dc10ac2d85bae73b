/**
 * What the domain's OAuth endpoint answers when it refuses.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export type OAuthCode =
  "invalid_request" | "invalid_client" | "invalid_grant" | "unauthorized_client" | "unsupported_grant_type";

export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly code: OAuthCode;

  constructor(code: OAuthCode, message: string) {
    super(message);
    this.code = code;
  }

  /** A client that isn't known or proven is a 401, everything else a 400. */
  get status(): 400 | 401 {
    return this.code === "invalid_client" ? 401 : 400;
  }
}
