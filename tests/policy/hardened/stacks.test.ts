/** What the pack says of the project's own stacks: in dev it advises, in prod it holds. */
import assert from "node:assert/strict";
import { beforeItIsMade, foundIn, registered } from "./real-stacks.ts";
import type { Found } from "./real-stacks.ts";

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
    "data-protected": ["oci-state-bucket", "state-bucket", "state-logs-bucket"],
    "keys-protected": ["oci-state-key", "state-key"],
  },
  "trivia-pay": {
    "data-protected": ["vault-app-env", "vault-ocir-auth-token", "vault-ocir-username"],
    "keys-protected": ["vault-key", "vault-vault"],
  },
};

/** What is weak in prod, and is to be mended there or exempted with a reason. */
const PROD: Readonly<Record<string, Found>> = {};

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
