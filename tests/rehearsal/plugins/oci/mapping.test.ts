/** Every input of every resource reaches OCI's API under a name that OCI's own models have, or is refused. */
import assert from "node:assert/strict";
import { restName } from "../../../../rehearsal/plugins/oci/convert.ts";
import type { Shape, Type } from "../../../../rehearsal/plugins/declared/types.ts";
import type { Facts } from "../../../../rehearsal/plugins/oci/facts/types.ts";
import { RESOURCES } from "../../../../rehearsal/plugins/oci/resources/index.ts";
import { testFacts } from "./facts.ts";

/** What the stand-in says it can't do, instead of dropping it. */
const REFUSED: Readonly<Record<string, { create: string[]; update: string[] }>> = {
  "oci:ObjectStorage/bucket:Bucket": { create: ["retentionRules"], update: ["retentionRules"] },
  "oci:Core/instanceConfiguration:InstanceConfiguration": { create: ["gmcConfigs"], update: [] },
  "oci:Core/instance:Instance": {
    create: [
      "async",
      "image",
      "preserveBootVolume",
      "preserveDataVolumesCreatedAtLaunch",
      "state",
      "updateOperationConstraint",
    ],
    update: [
      "async",
      "createVnicDetails",
      "launchVolumeAttachments",
      "preserveBootVolume",
      "preserveDataVolumesCreatedAtLaunch",
    ],
  },
  ...Object.fromEntries(
    [
      "domainsGroup:DomainsGroup",
      "domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust",
      "domainsUser:DomainsUser",
    ].map((type) => {
      const headers = ["authorization", "resourceTypeSchemaVersion"];
      return [`oci:Identity/${type}`, { create: headers, update: headers }];
    }),
  ),
  "oci:Kms/key:Key": {
    create: ["desiredState", "restoreFromFile", "restoreFromObjectStore", "restoreTrigger"],
    update: ["restoreFromFile", "restoreFromObjectStore", "restoreTrigger"],
  },
  "oci:Kms/vault:Vault": {
    create: ["restoreFromFile", "restoreFromObjectStore", "restoreTrigger"],
    update: ["restoreFromFile", "restoreFromObjectStore", "restoreTrigger"],
  },
  "oci:Core/vcn:Vcn": {
    create: [],
    update: ["byoipv6cidrDetails", "ipv6privateCidrBlocks", "isIpv6enabled", "isOracleGuaAllocationEnabled"],
  },
};

/**
 * Nested inputs without a namesake in the model: ports that resources/security-rules.ts nests, and what only OCI says
 * (the provider declares it as an input because the block is one).
 */
const OTHERWISE = [
  /^(ingress|egress)SecurityRules\.(tcp|udp)Options\.(min|max)$/,
  /^(policies|policies\.rules)\.(id|timeCreated)$/,
  /^shapeConfig\.(gpu|gpus|localDisk|maxVnic|networkingBandwidth|processor)/,
  /^(licensingConfigs\.osVersion|sourceDetails\.isPreserveBootVolumeEnabled)$/,
  // resources/instance.ts names it after what it is the id of.
  /^sourceDetails\.sourceId$/,
  /^loadBalancers\.(id|instancePoolId|state)$/,
  // Monitoring agents' sources, of which OCI's model has one shape a kind.
  /^serviceConfiguration\.applicationConfigurations\.source\./,
  /^services\.serviceName$/,
  /^autoKeyRotationDetails\.(lastRotation|timeOf(Last|Next))/,
];

describe("the stand-in's mapping to OCI's models", function () {
  this.timeout(30_000);
  let facts: Facts;
  before(async () => {
    facts = await testFacts();
  });

  for (const [token, handler] of RESOURCES) {
    it(`${token} sends every input it doesn't refuse`, () => {
      assert.deepEqual(
        handler.gaps?.(facts) ?? { create: [], update: [] },
        REFUSED[token] ?? { create: [], update: [] },
      );
    });

    it(`${token} finds every nested input in the model that it sends`, () => {
      const inputs = facts.resources[token]?.inputs ?? {};
      const model = facts.models[handler.models[0] ?? ""] ?? {};
      const lost = lostBelow(facts, inputs, model, "", 0).filter(
        (path) => !OTHERWISE.some((known) => known.test(path)),
      );
      assert.deepEqual(lost, []);
    });
  }
});

function lostBelow(facts: Facts, shape: Shape, model: Shape, prefix: string, depth: number): string[] {
  return Object.entries(shape).flatMap(([name, { type }]) => {
    const key = restName(name, Object.keys(model));
    const property = key === undefined ? undefined : model[key];
    if (property === undefined) return depth === 0 ? [] : [prefix + name];
    const [ours, theirs] = [objectOf(type), objectOf(property.type)];
    if (ours === undefined) return [];
    if (theirs === undefined) return [`${prefix}${name}: an object here, none there`];
    return lostBelow(facts, facts.inputTypes[ours] ?? {}, facts.models[theirs] ?? {}, `${prefix}${name}.`, depth + 1);
  });
}

function objectOf(type: Type): string | undefined {
  if (typeof type === "string" || "anyOf" in type || "map" in type) return undefined;
  return "list" in type ? objectOf(type.list) : type.object;
}
