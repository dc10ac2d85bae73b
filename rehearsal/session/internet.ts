/** Requests through the world's internet, as a client somewhere on it would make them. */
import { request } from "node:http";

export interface InternetAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One GET.
 * @param proxy the world's internet
 * @param source the address that the request comes from
 */
export function fromInternet(proxy: string, url: string, source: string): Promise<InternetAnswer> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path: url, headers: { "x-rehearsal-source": source } }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}
