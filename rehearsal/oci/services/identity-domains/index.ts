/** The tenancy's identity domain: who may exchange which token for a session, and the sessions. */
export { domainUrl } from "./domain.ts";
export { registerIdentityDomain } from "./http.ts";
export { domainUserMay } from "./permits.ts";
export { keysAtEndpoint } from "./subject-token.ts";
export type { PublicKeys } from "./subject-token.ts";
export { SESSION_PREFIX, SESSION_SECONDS, sessionKey } from "./upst.ts";
