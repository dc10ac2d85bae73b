import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, itemsOf, must, textOf, within } from "../look.ts";
import type { Checks } from "../look.ts";

const isModern = (value: unknown): boolean => value === "TLSv1.2" || value === "TLSv1.3";

/** Suites with ciphers of TLS 1.0 and 1.1: `oci-compatible-...`, `oci-wider-compatible-...`, `oci-tls-11-12-13-wider-...`. */
const OLD = /^oci-(?:(?:wider-)?compatible-|tls-11-|customized-)/;

/** Without protocols OCI speaks TLS 1.2, and without a suite it takes its default, which is of TLS 1.2. */
const modern: Checks[string] = (props) =>
  itemsOf(at(props, "sslConfiguration")).flatMap((ssl) => [
    ...itemsOf(within(ssl, "protocols")).flatMap((protocol) => must(protocol, isModern, "is older than TLS 1.2")),
    ...must(
      within(ssl, "cipherSuiteName"),
      (value) => !OLD.test(textOf(value)),
      "holds ciphers that are older than TLS 1.2",
    ),
  ]);

/** Load balancers on OCI that end TLS, and what they ask their backends by. */
export const ociBalancerTls: ResourcePolicy = {
  name: "oci-balancer-tls",
  about: "resource",
  description: "Where an OCI load balancer speaks TLS, it speaks 1.2 or later.",
  remedy: "Leave protocols and cipherSuiteName out, or name TLSv1.2, TLSv1.3 and a suite of theirs.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit)",
    "https://docs.oracle.com/en-us/iaas/Content/Balance/Tasks/managingciphersuites_topic-Predefined_Cipher_Suites.htm",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({ "oci:LoadBalancer/listener:Listener": modern, "oci:LoadBalancer/backendSet:BackendSet": modern }),
};
