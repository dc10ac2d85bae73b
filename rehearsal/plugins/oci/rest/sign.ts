/** Request signatures by Oracle's own signer, with the API key of an OCI configuration file. */
import type { DefaultRequestSigner } from "oci-common/lib/signer.js";
import type { Sign } from "./client.ts";

export interface Credentials {
  /** Path of the configuration file. */
  readonly file: string;
  /** Default: DEFAULT. */
  readonly profile?: string;
}

/** @see https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm */
export function makeSigner(credentials: Credentials): Sign {
  let signer: Promise<DefaultRequestSigner> | undefined;
  return async (method, uri, headers, body) => {
    signer ??= prepare(credentials);
    const signed = new Headers(headers);
    await (await signer).signHttpRequest({ method, uri, headers: signed, body });
    for (const [name, value] of signed) headers[name] = value;
  };
}

/** Two files of oci-common, loaded with the first request: its index loads every way of authentication. */
async function prepare({ file, profile = "DEFAULT" }: Credentials): Promise<DefaultRequestSigner> {
  const [auth, signing] = await Promise.all([
    import("oci-common/lib/auth/config-file-auth.js"),
    import("oci-common/lib/signer.js"),
  ]);
  return new signing.DefaultRequestSigner(new auth.ConfigFileAuthenticationDetailsProvider(file, profile));
}
