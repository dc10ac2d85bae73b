/** SSL at a listener or towards backends, with OCI's defaults. */
import type { SSLConfiguration, SSLConfigurationDetails } from "oci-loadbalancer/lib/model/index.js";
import { invalidParameter } from "../../errors.ts";
import type { Wire } from "../../wire.ts";
import type { Balancer } from "./changes.ts";
import { needReferenced } from "./names.ts";

export const DEFAULT_CIPHER_SUITE = "oci-default-ssl-cipher-suite-v1";
const DEFAULT_PROTOCOLS = ["TLSv1.2"];
const DEFAULT_DEPTH = 1;

export function newSsl(details: Wire<SSLConfigurationDetails> | undefined): {
  sslConfiguration?: Wire<SSLConfiguration>;
} {
  if (!details) {
    return {};
  }
  return {
    sslConfiguration: {
      verifyDepth: DEFAULT_DEPTH,
      verifyPeerCertificate: false,
      hasSessionResumption: true,
      protocols: DEFAULT_PROTOCOLS,
      cipherSuiteName: DEFAULT_CIPHER_SUITE,
      serverOrderPreference: "ENABLED",
      ...details,
    },
  };
}

/** @throws ServiceError 400 for two kinds of certificate at once, or a name that the load balancer doesn't have */
export function checkSsl(balancer: Balancer, ssl: Wire<SSLConfiguration> | undefined): void {
  if (ssl === undefined) {
    return;
  }
  if (ssl.certificateName !== undefined && ssl.certificateIds !== undefined && ssl.certificateIds.length > 0) {
    throw invalidParameter(
      "Only one of sslConfiguration.certificateName and sslConfiguration.certificateIds can be given.",
    );
  }
  needReferenced(balancer, "certificates", "sslConfiguration.certificateName", ssl.certificateName);
  if (!ssl.cipherSuiteName?.startsWith("oci-")) {
    needReferenced(balancer, "sslCipherSuites", "sslConfiguration.cipherSuiteName", ssl.cipherSuiteName);
  }
}
