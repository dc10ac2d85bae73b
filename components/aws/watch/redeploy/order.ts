/** What EventBridge hands the function: the service that runs the image just pushed. The rule has chosen it already. */
export interface Order {
  readonly clusterName: string;
  readonly serviceName: string;
  /** `repository:tag`, for the log. */
  readonly image: string;
}

/**
 * The order in what the function was called with.
 * @throws Error where a part is missing.
 */
export function parseOrder(event: unknown): Order {
  const parts = new Map<string, unknown>(typeof event === "object" && event !== null ? Object.entries(event) : []);
  const text = (key: keyof Order): string => {
    const found = parts.get(key);
    if (typeof found !== "string" || found === "") {
      throw new Error(`The event has no ${key}. It takes {"clusterName", "serviceName", "image"}, all of them text.`);
    }
    return found;
  };
  return { clusterName: text("clusterName"), serviceName: text("serviceName"), image: text("image") };
}
