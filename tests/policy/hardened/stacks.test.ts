/** What the pack says of the project's own stacks: in dev it advises, in prod it holds. */
import assert from "node:assert/strict";
import { beforeItIsMade, foundIn, registered } from "./real-stacks.ts";
import type { Found } from "./real-stacks.ts";

/** Alike in both environments of trivia-pay. */
const TRIVIA_PAY: Found = {
  "volumes-encrypted-in-transit": [
    "instances-configuration instanceDetails.launchDetails.isPvEncryptionInTransitEnabled",
  ],
  "data-protected": ["vault-app-env", "vault-ocir-auth-token", "vault-ocir-username"],
  "keys-protected": ["vault-key", "vault-vault"],
  "required-tags": [
    "ingress-lb freeformTags",
    "instances-configuration freeformTags",
    "instances-pool freeformTags",
    "logs-group freeformTags",
    "network-vcn freeformTags",
    "registry-repository freeformTags",
    "vault-app-env freeformTags",
    "vault-key freeformTags",
    "vault-ocir-auth-token freeformTags",
    "vault-ocir-username freeformTags",
    "vault-vault freeformTags",
  ],
};

/** What dev is advised of: it is cheap, without a domain, and can be taken down. */
const DEV: Readonly<Record<string, Found>> = {
  "circle-of-trust": {
    "cdn-tls": ["site-cdn viewerCertificate.cloudfrontDefaultCertificate"],
    "data-protected": ["conversations", "jobs", "site-bucket"],
    "deletion-protected": ["conversations deletionProtectionEnabled", "jobs deletionProtectionEnabled"],
    "image-tags-immutable": [
      "api-repository-repository imageTagMutability",
      "worker-repository-repository imageTagMutability",
    ],
    "cdn-access-logs": ["site-cdn"],
    "budget-set": ["the stack"],
  },
  "order-tracking": {
    "tasks-private": ["web-api-service networkConfiguration.assignPublicIp"],
    "balancer-https": ["web-balancer", "web-balancer-http defaultActions"],
    "data-protected": ["db"],
    "database-final-snapshot": ["db skipFinalSnapshot"],
    "deletion-protected": ["db deletionProtection"],
    "image-tags-immutable": ["web-repository-repository imageTagMutability"],
    "balancer-access-logs": ["web-balancer accessLogs.enabled"],
    "budget-set": ["the stack"],
  },
  "sandbox-broker": {
    "balancer-https": ["web-balancer", "web-balancer-http defaultActions"],
    "image-tags-immutable": ["web-repository-repository imageTagMutability"],
    "balancer-access-logs": ["web-balancer accessLogs.enabled"],
    "budget-set": ["the stack"],
  },
  foundation: {
    "data-protected": ["oci-state-bucket", "state-bucket"],
    "keys-protected": ["oci-state-key", "state-key"],
    "state-access-logs": ["state-bucket"],
    "required-tags": ["oci-state-bucket freeformTags", "oci-state-key freeformTags", "oci-state-vault freeformTags"],
  },
  "trivia-pay": TRIVIA_PAY,
};

/** What is weak in prod, and is to be mended there or exempted with a reason. */
const PROD: Readonly<Record<string, Found>> = {
  "circle-of-trust": {
    "image-tags-immutable": [
      "api-repository-repository imageTagMutability",
      "worker-repository-repository imageTagMutability",
    ],
    "cdn-access-logs": ["site-cdn"],
  },
  "sandbox-broker": { "image-tags-immutable": ["web-repository-repository imageTagMutability"] },
  foundation: {
    "state-access-logs": ["state-bucket"],
    "required-tags": ["oci-state-bucket freeformTags", "oci-state-key freeformTags", "oci-state-vault freeformTags"],
  },
  "trivia-pay": TRIVIA_PAY,
};

describe("the pack hardened, over the project's own stacks", () => {
  for (const [environment, table] of [
    ["dev", DEV],
    ["prod", PROD],
  ] as const) {
    for (const system of ["circle-of-trust", "order-tracking", "sandbox-broker", "trivia-pay", "foundation"]) {
      it(`finds in ${system} of ${environment} what the table has, and nothing else`, async () => {
        const resources = await registered(system, environment);
        assert.deepEqual(await foundIn(resources), table[system] ?? {});
        // A first preview knows less: it may find less, and never more.
        const early = await foundIn(beforeItIsMade(resources));
        for (const [name, places] of Object.entries(early)) {
          const later = table[system]?.[name] ?? [];
          assert.deepEqual(
            places.filter((place) => !later.includes(place)),
            [],
            name,
          );
        }
      }).timeout(20_000);
    }
  }
});
