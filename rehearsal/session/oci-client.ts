/** The operator's own client of the embedded OCI: requests signed by the official SDK with the session's key. */
import { ConfigFileAuthenticationDetailsProvider, DefaultRequestSigner } from "oci-common";
import type { HttpRequest } from "oci-common";
import type { Clouds } from "./clouds.ts";
import type { SessionPaths } from "./paths.ts";

export interface OciClient {
  /**
   * @param path a path of the embedded OCI, or the whole URL of an endpoint that it gave out
   * @throws Error with the status and the body of a refusal
   */
  send(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<unknown>;
}

export async function ociClient(paths: SessionPaths, clouds: Clouds): Promise<OciClient> {
  const signer = new DefaultRequestSigner(new ConfigFileAuthenticationDetailsProvider(paths.ociConfig, "DEFAULT"));
  return {
    send: async (method, path, body) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const request: HttpRequest = {
        method,
        uri: path.startsWith("/") ? `${clouds.ociEndpoint}${path}` : path,
        headers: new Headers({ "content-type": "application/json" }),
        ...(text !== undefined && { body: text }),
      };
      await signer.signHttpRequest(request);
      const headers = new Headers(request.headers);
      headers.delete("host");
      const response = await fetch(request.uri, { method, headers, ...(text !== undefined && { body: text }) });
      const answer = await response.text();
      if (!response.ok) {
        throw new Error(`${method} ${path} was refused with ${response.status}: ${answer}`);
      }
      return answer === "" ? undefined : (JSON.parse(answer) as unknown);
    },
  };
}
