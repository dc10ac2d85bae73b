/** The retrieval of secrets' contents. @see https://docs.oracle.com/iaas/api/#/en/secretretrieval/20190301/SecretBundle/ */
import type { SecretBundle } from "oci-secrets/lib/model/index.js";
import { secrets, secretVersions } from "../../collections.ts";
import type { StoredSecretVersion } from "../../collections.ts";
import { notFound } from "../../errors.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Service } from "../../route.ts";
import type { Wire } from "../../wire.ts";

function bundleOf(call: Call, secretId: string): Reply {
  const secret = secrets.need(call, secretId);
  const version = wantedVersion(call, secretVersions.get(call.world, secretId) ?? []);
  if (version === undefined || secret.lifecycleState !== "ACTIVE") {
    throw notFound(`The secret ${secretId} has no such version, or is not ACTIVE.`);
  }
  const bundle: Omit<Wire<SecretBundle>, "secretBundleContent"> = {
    ...summaryOf(secretId, version),
    metadata: secret.metadata ?? {},
  };
  const secretBundleContent = { contentType: "BASE64", content: version.content };
  return replyWith({ ...bundle, secretBundleContent }, secretVersions.etag(call.world, secretId));
}

/** By number, by name or by stage; the CURRENT one where none of them is given. */
function wantedVersion(call: Call, versions: readonly StoredSecretVersion[]): StoredSecretVersion | undefined {
  const { versionNumber, secretVersionName, stage } = call.query;
  if (versionNumber !== undefined) {
    return versions.find((version) => version.versionNumber === Number(versionNumber));
  }
  if (secretVersionName !== undefined) {
    return versions.find((version) => version.name === secretVersionName);
  }
  return versions.findLast((version) => version.stages.includes(stage ?? "CURRENT"));
}

function summaryOf(secretId: string, version: StoredSecretVersion) {
  const { versionNumber, timeCreated, stages, name } = version;
  return { secretId, versionNumber, timeCreated, stages, ...(name !== undefined && { versionName: name }) };
}

function byName(call: Call): Reply {
  const { secretName = "", vaultId } = call.query;
  const secret = filtered(secrets.list(call.world), { secretName, vaultId })[0];
  if (secret === undefined) {
    throw notFound(`The vault has no secret with the name ${secretName}.`);
  }
  return bundleOf(call, secret.id);
}

function versions(call: Call): Reply {
  const { id } = secrets.need(call, call.params["secretId"] ?? "");
  const found = secretVersions.get(call.world, id) ?? [];
  return { body: found.toReversed().map((version) => summaryOf(id, version)) };
}

const ONE = "/20190301/secretbundles/{secretId}";

export const secretRetrieval: Service = {
  name: "secrets",
  events: [],
  routes: [
    {
      operation: "secrets/GetSecretBundle",
      method: "GET",
      path: ONE,
      handle: (call) => bundleOf(call, call.params["secretId"] ?? ""),
    },
    {
      operation: "secrets/GetSecretBundleByName",
      method: "POST",
      path: "/20190301/secretbundles/actions/getByName",
      handle: byName,
    },
    { operation: "secrets/ListSecretBundleVersions", method: "GET", path: `${ONE}/versions`, handle: versions },
  ],
};
