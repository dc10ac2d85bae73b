/** Request signatures by Oracle's own signer, with the API key of an OCI configuration file. */
import { createRequire } from "node:module";
import type { Sign } from "./client.ts";

export interface Credentials {
  /** Path of the configuration file. */
  readonly file: string;
  /** Default: DEFAULT. */
  readonly profile?: string;
}

const require = createRequire(import.meta.url);

/**
 * The files of oci-common are taken one by one: its index loads every way of authentication.
 * @see https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm
 */
export function makeSigner(credentials: Credentials): Sign {
  const load = <T>(path: string): T => require(path) as T;
  type SignerModule = typeof import("oci-common/lib/signer.js");
  type AuthModule = typeof import("oci-common/lib/auth/config-file-auth.js");
  let signer: InstanceType<SignerModule["DefaultRequestSigner"]> | undefined;
  const prepare = (): InstanceType<SignerModule["DefaultRequestSigner"]> => {
    const { ConfigFileAuthenticationDetailsProvider } = load<AuthModule>("oci-common/lib/auth/config-file-auth.js");
    const { DefaultRequestSigner } = load<SignerModule>("oci-common/lib/signer.js");
    const provider = new ConfigFileAuthenticationDetailsProvider(credentials.file, credentials.profile ?? "DEFAULT");
    return new DefaultRequestSigner(provider);
  };
  return async (method, uri, headers, body) => {
    signer ??= prepare();
    const signed = new Headers(headers);
    await signer.signHttpRequest({ method: method as "GET", uri, headers: signed, body });
    for (const [name, value] of signed) headers[name] = value;
  };
}
