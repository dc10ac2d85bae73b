/** The values that gateways use where an argument is left out. */

/** Seconds that a resolver may remember where the service's tasks are. */
export const DNS_SECONDS = 10;

/** The stage of an HTTP API that stands at the API's root, and the route that takes what no other route takes. */
export const DEFAULT = "$default";

/** The one stage of a WebSocket API: it is part of its URL. */
export const WEBSOCKET_STAGE = "live";

/** Where the service gets what clients of the WebSocket API do. */
export const WEBSOCKET_PATHS = { connect: "/ws/connect", disconnect: "/ws/disconnect", message: "/ws/message" };

/** The oldest TLS that custom domains speak. It is the newest choice of HTTP and WebSocket APIs, and includes TLS 1.3. */
export const DOMAIN_TLS = "TLS_1_2";
