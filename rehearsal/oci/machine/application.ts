/**
 * The application inside the images of this world: it answers GET /health with 200, GET / with who it is, and anything
 * else with 404.
 */
export interface ApplicationReply {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

export interface ApplicationIdentity {
  readonly instance: string;
  readonly image: string;
}

export function applicationReply(method: string, path: string, identity: ApplicationIdentity): ApplicationReply {
  const route = path.split("?")[0];
  if (method !== "GET" && method !== "HEAD") {
    return { status: 405, body: { error: "method not allowed" } };
  }
  if (route === "/health") {
    return { status: 200, body: { status: "ok", ...identity } };
  }
  return route === "/" ? { status: 200, body: { ...identity } } : { status: 404, body: { error: "not found" } };
}
