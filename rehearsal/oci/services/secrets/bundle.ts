/** Secret bundles: a version of a secret with its content. @see https://docs.oracle.com/iaas/api/#/en/secretretrieval/20190301/SecretBundle/ */
import type { SecretBundle, SecretBundleVersionSummary } from "oci-secrets/lib/model/index.js";
import type { Secret } from "oci-vault/lib/model/index.js";
import { secrets, secretVersions } from "../../collections.ts";
import type { StoredSecretVersion } from "../../collections.ts";
import { incorrectState, invalidParameter, notFound } from "../../errors.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { expiryOf } from "../vault/content.ts";
import { whyUnreadable } from "../vault/read.ts";

function bundle(call: Call, secret: Wire<Secret>): Reply {
  const why = whyUnreadable(call.world, secret);
  if (why !== undefined) {
    throw incorrectState(why);
  }
  const version = wanted(call, secret);
  const described = summary(secret, version);
  needNotExpired(call, secret, described.timeOfExpiry);
  const body: Wire<SecretBundle> = {
    ...described,
    secretBundleContent: {
      contentType: "BASE64",
      content: version.content,
    },
    metadata: secret.metadata ?? {},
  };
  return replyWith(body, secretVersions.etag(call.world, secret.id));
}

/** The version that the query names by number, name or stage; else the current one. @throws ServiceError 400, 404 */
function wanted(call: Call, secret: Wire<Secret>): StoredSecretVersion {
  const { versionNumber, secretVersionName, stage } = call.query;
  if ([versionNumber, secretVersionName, stage].filter((given) => given !== undefined).length > 1) {
    throw invalidParameter("Only one of versionNumber, secretVersionName and stage can be given.");
  }
  const found = secretVersions.get(call.world, secret.id)?.find((version) => {
    if (versionNumber !== undefined) {
      return version.versionNumber === Number(versionNumber);
    }
    return secretVersionName === undefined
      ? version.stages.includes(stage ?? "CURRENT")
      : version.name === secretVersionName;
  });
  if (found === undefined) {
    throw notFound(
      `The secret ${secret.id} has no version ${versionNumber ?? secretVersionName ?? stage ?? "CURRENT"}.`,
    );
  }
  return found;
}

/** An expired version is refused only where the secret's rule says so. */
function needNotExpired(call: Call, secret: Wire<Secret>, timeOfExpiry: string | undefined): void {
  const rule = secret.secretRules?.find(({ ruleType }) => ruleType === "SECRET_EXPIRY_RULE");
  const blocks = Reflect.get(rule ?? {}, "isSecretContentRetrievalBlockedOnExpiry") === true;
  if (blocks && timeOfExpiry !== undefined && Date.parse(timeOfExpiry) <= call.now) {
    throw incorrectState(`The secret ${secret.id} expired at ${timeOfExpiry}, and its rule blocks expired content.`);
  }
}

function summary(secret: Wire<Secret>, version: StoredSecretVersion): Wire<SecretBundleVersionSummary> {
  const timeOfExpiry = expiryOf(secret.secretRules, version.timeCreated);
  return {
    secretId: secret.id,
    versionNumber: version.versionNumber,
    timeCreated: version.timeCreated,
    stages: version.stages,
    ...(version.name !== undefined && { versionName: version.name }),
    ...(version.timeOfDeletion !== undefined && { timeOfDeletion: version.timeOfDeletion }),
    ...(timeOfExpiry !== undefined && { timeOfExpiry }),
  };
}

function show(call: Call): Reply {
  return bundle(call, secrets.need(call, call.params["secretId"] ?? ""));
}

function showByName(call: Call): Reply {
  const { secretName = "", vaultId = "" } = call.query;
  const found = filtered(secrets.list(call.world), { secretName, vaultId }).find(
    (secret) => secret.lifecycleState !== "DELETED",
  );
  if (found === undefined) {
    throw notFound(`Authorization failed or requested resource not found: the secret '${secretName}' in ${vaultId}.`);
  }
  return bundle(call, found);
}

function listVersions(call: Call): Reply {
  const secret = secrets.need(call, call.params["secretId"] ?? "");
  const up = call.query["sortOrder"] === "ASC";
  const body = [...(secretVersions.get(call.world, secret.id) ?? [])]
    .sort((one, other) => (up ? 1 : -1) * (one.versionNumber - other.versionNumber))
    .map((version) => summary(secret, version));
  return { body };
}

const BUNDLES = "/20190301/secretbundles";

export const bundleRoutes: readonly Route[] = [
  { operation: "secrets/GetSecretBundle", method: "GET", path: `${BUNDLES}/{secretId}`, handle: show },
  {
    operation: "secrets/GetSecretBundleByName",
    method: "POST",
    path: `${BUNDLES}/actions/getByName`,
    handle: showByName,
  },
  {
    operation: "secrets/ListSecretBundleVersions",
    method: "GET",
    path: `${BUNDLES}/{secretId}/versions`,
    handle: listVersions,
  },
];
