/**
 * The application inside the images of this world: it answers GET /health with 200, GET / with who it is, and anything
 * else with 404. An answer takes a moment; `?seconds=N` on any path makes it take N seconds.
 */
export interface ApplicationReply {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

export interface ApplicationIdentity {
  readonly instance: string;
  readonly image: string;
}

/** World seconds of an ordinary answer. */
const ANSWER_SECONDS = { least: 0.02, most: 0.2 };
/** The most seconds that an answer can be told to take. */
export const LONGEST_ANSWER_SECONDS = 600;

export function applicationReply(method: string, path: string, identity: ApplicationIdentity): ApplicationReply {
  const route = path.split("?")[0];
  if (method !== "GET" && method !== "HEAD") {
    return { status: 405, body: { error: "method not allowed" } };
  }
  if (secondsAsked(path) === "nonsense") {
    return { status: 400, body: { error: `seconds must be a number from 0 to ${LONGEST_ANSWER_SECONDS}` } };
  }
  if (route === "/health") {
    return { status: 200, body: { status: "ok", ...identity } };
  }
  return route === "/" ? { status: 200, body: { ...identity } } : { status: 404, body: { error: "not found" } };
}

/**
 * World seconds that the application takes for an answer.
 * @param draw from 0 up to but not including 1
 */
export function answerSeconds(path: string, draw: number): number {
  const asked = secondsAsked(path);
  return typeof asked === "number" ? asked : ANSWER_SECONDS.least + draw * (ANSWER_SECONDS.most - ANSWER_SECONDS.least);
}

function secondsAsked(path: string): number | "nonsense" | undefined {
  const text = new URLSearchParams(path.split("?")[1] ?? "").get("seconds");
  if (text === null) {
    return undefined;
  }
  const seconds = Number(text);
  return text.trim() !== "" && seconds >= 0 && seconds <= LONGEST_ANSWER_SECONDS ? seconds : "nonsense";
}
