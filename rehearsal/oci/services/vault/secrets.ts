/** @see https://docs.oracle.com/iaas/api/#/en/secretmgmt/20180608/Secret/ */
import type {
  ChangeSecretCompartmentDetails,
  CreateSecretDetails,
  RotationConfig,
  ScheduleSecretDeletionDetails,
  Secret,
  UpdateSecretDetails,
} from "oci-vault/lib/model/index.js";
import { keys, secrets, secretVersions, vaults } from "../../collections.ts";
import { alreadyExists, incorrectState, invalidParameter, missingParameter } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { sorted } from "../shared/listing.ts";
import { secondsUntil, timeOfDeletion } from "../shared/pending-deletion.ts";
import { needLength } from "../shared/refuse.ts";
import { addSecretVersion, daysOf, expiryOf, makeCurrent, NAME } from "./content.ts";

const SECONDS_TO_CREATE = 2;
/** Days. */
const LONGEST_ROTATION = 360;
const DAY_MS = 24 * 3600 * 1000;
const WAITING_PERIOD = { least: 1, most: 30, usual: 30 };

const becomesActive = eventKind<{ id: string }>("vault.secretBecomesActive", (moment, { id }) => {
  const state = secrets.get(moment.world, id)?.lifecycleState;
  if (state === "CREATING" || state === "UPDATING") {
    secrets.change(moment, id, { lifecycleState: "ACTIVE" });
  }
});

const isDeleted = eventKind<{ id: string; time: string }>("vault.secretIsDeleted", (moment, { id, time }) => {
  const secret = secrets.get(moment.world, id);
  if (secret?.lifecycleState === "PENDING_DELETION" && secret.timeOfDeletion === time) {
    secretVersions.remove(moment.world, id);
    secrets.remove(moment.world, id);
  }
});

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateSecretDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  needLength("secretName", details.secretName, 1, 255);
  needPlace(call, details);
  const content = details.secretContent;
  if (!NAME.test(details.secretName)) {
    throw invalidParameter(
      `secretName '${details.secretName}' must hold only letters, digits, hyphens, underscores and periods.`,
    );
  }
  if (!content) {
    throw missingParameter("secretContent is required: this tenancy generates no contents.");
  }
  const id = freshOcid(call, "vaultsecret", REGION);
  const currentVersionNumber = addSecretVersion(call, id, content);
  secrets.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    vaultId: details.vaultId,
    keyId: details.keyId,
    secretName: details.secretName,
    ...(details.description !== undefined && { description: details.description }),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    metadata: details.metadata ?? {},
    currentVersionNumber,
    ...(details.secretRules !== undefined && { secretRules: details.secretRules }),
    ...rotationOf(call, details.rotationConfig),
    ...expiring(details.secretRules, timestamp(call.now)),
    isAutoGenerationEnabled: false,
    isReplica: false,
    lifecycleState: "CREATING",
    timeCreated: timestamp(call.now),
  });
  becomesActive.schedule(call, SECONDS_TO_CREATE, { id });
  return show(call, id);
}

/** @throws ServiceError 400 for an interval that OCI doesn't take */
function rotationOf(moment: Moment, config: Wire<RotationConfig> | undefined): Partial<Wire<Secret>> {
  if (!config) {
    return { rotationStatus: "NOT_ENABLED" };
  }
  const { rotationInterval: interval } = config;
  const days =
    interval === undefined ? undefined : daysOf("rotationConfig.rotationInterval", interval, LONGEST_ROTATION);
  if (config.isScheduledRotationEnabled !== true) {
    return { rotationConfig: config, rotationStatus: "NOT_ENABLED" };
  }
  if (days === undefined) {
    throw invalidParameter("rotationConfig.isScheduledRotationEnabled needs rotationConfig.rotationInterval.");
  }
  return {
    rotationConfig: config,
    rotationStatus: "SCHEDULED",
    nextRotationTime: timestamp(moment.now + days * DAY_MS),
  };
}

/** When a version of that age expires, for secrets with such a rule. */
function expiring(rules: Wire<Secret>["secretRules"], timeCreated: string): Partial<Wire<Secret>> {
  const expiry = expiryOf(rules, timeCreated);
  return expiry === undefined ? {} : { timeOfCurrentVersionExpiry: expiry };
}

/** The vault and the key must be there, belong together and be in use; the name must be free in the vault. */
function needPlace(call: Call, details: Wire<CreateSecretDetails>): void {
  const fresh = { ...call, ifMatch: undefined };
  const vault = vaults.need(fresh, details.vaultId);
  const key = keys.need(fresh, details.keyId);
  if (key.vaultId !== vault.id) {
    throw invalidParameter(`keyId must be a key of the vault ${vault.id}, not of ${key.vaultId}.`);
  }
  if (vault.lifecycleState !== "ACTIVE" || key.lifecycleState !== "ENABLED") {
    throw incorrectState(
      `The vault is ${vault.lifecycleState} and the key ${key.lifecycleState}; ACTIVE and ENABLED are needed.`,
    );
  }
  if (key.keyShape.algorithm !== "AES") {
    throw invalidParameter(`keyId must be a symmetric (AES) key, not ${key.keyShape.algorithm}.`);
  }
  const taken = filtered(secrets.list(call.world), { vaultId: vault.id, secretName: details.secretName })[0];
  if (taken !== undefined) {
    throw alreadyExists(
      `The vault has a secret with the name ${details.secretName} already, in state ${taken.lifecycleState}.`,
    );
  }
}

function show(call: Call, id = call.params["secretId"] ?? ""): Reply {
  return replyWith(secrets.need(call, id), secrets.etag(call.world, id));
}

function list(call: Call): Reply {
  const { compartmentId, name, vaultId, lifecycleState } = call.query;
  const found = filtered(secrets.list(call.world), { compartmentId, secretName: name, vaultId, lifecycleState });
  return { body: sorted(call, found, (secret) => secret.secretName).map(summaryOf) };
}

/** A summary has neither the version's number, nor the rules, nor the metadata. */
function summaryOf(secret: Wire<Secret>): object {
  const hidden = new Set(["currentVersionNumber", "secretRules", "metadata"]);
  return Object.fromEntries(Object.entries(secret).filter(([key]) => !hidden.has(key)));
}

function update(call: Call): Reply {
  const secret = secrets.need(call, call.params["secretId"] ?? "");
  if (secret.lifecycleState !== "ACTIVE") {
    throw incorrectState(`The secret ${secret.id} is ${secret.lifecycleState}, not ACTIVE.`);
  }
  const body = bodyOf<Wire<UpdateSecretDetails>>(call);
  const { secretContent, currentVersionNumber, enableAutoGeneration, ...details } = body;
  const given = (["secretContent", "currentVersionNumber", "secretRules"] as const).filter(
    (field) => body[field] != null,
  );
  if (given.length > 1) {
    throw invalidParameter(`${given.join(" and ")} can't be given at the same time. Send one update for each.`);
  }
  if (enableAutoGeneration === true) {
    throw invalidParameter("enableAutoGeneration must be false: this tenancy generates no contents.");
  }
  let current = secret.currentVersionNumber;
  if (currentVersionNumber != null) {
    makeCurrent(call, secret.id, currentVersionNumber);
    current = currentVersionNumber;
  }
  if (secretContent != null) {
    const added = addSecretVersion(call, secret.id, secretContent);
    current = secretContent.stage === "PENDING" ? current : added;
  }
  const version = secretVersions.get(call.world, secret.id)?.find((one) => one.stages.includes("CURRENT"));
  const next = {
    ...details,
    ...(details.rotationConfig && rotationOf(call, details.rotationConfig)),
    ...expiring(details.secretRules ?? secret.secretRules, version?.timeCreated ?? secret.timeCreated),
    ...(current !== undefined && { currentVersionNumber: current }),
  };
  return replyWith(secrets.change(call, secret.id, next), secrets.etag(call.world, secret.id));
}

function changeCompartment(call: Call): Reply {
  const secret = secrets.need(call, call.params["secretId"] ?? "");
  const { compartmentId } = bodyOf<Wire<ChangeSecretCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  secrets.change(call, secret.id, { compartmentId });
  return { status: 204, etag: secrets.etag(call.world, secret.id) };
}

function scheduleDeletion(call: Call): Reply {
  const secret = secrets.need(call, call.params["secretId"] ?? "");
  if (secret.lifecycleState !== "ACTIVE") {
    throw incorrectState(`The secret ${secret.id} is ${secret.lifecycleState}, not ACTIVE.`);
  }
  const details = bodyOf<Wire<ScheduleSecretDeletionDetails> | undefined>(call);
  const time = timeOfDeletion(call, details?.timeOfDeletion, WAITING_PERIOD);
  secrets.change(call, secret.id, { lifecycleState: "PENDING_DELETION", timeOfDeletion: time });
  isDeleted.schedule(call, secondsUntil(call, time), { id: secret.id, time });
  return { status: 200, etag: secrets.etag(call.world, secret.id) };
}

function cancelDeletion(call: Call): Reply {
  const secret = secrets.need(call, call.params["secretId"] ?? "");
  if (secret.lifecycleState !== "PENDING_DELETION") {
    throw incorrectState(`The secret ${secret.id} is ${secret.lifecycleState}, not PENDING_DELETION.`);
  }
  secrets.change(call, secret.id, { lifecycleState: "ACTIVE", timeOfDeletion: undefined });
  return { status: 200, etag: secrets.etag(call.world, secret.id) };
}

export const secretEvents = [becomesActive, isDeleted];

const ONE = "/20180608/secrets/{secretId}";

export const secretRoutes: readonly Route[] = [
  { operation: "vault/CreateSecret", method: "POST", path: "/20180608/secrets", handle: create },
  { operation: "vault/ListSecrets", method: "GET", path: "/20180608/secrets", handle: list },
  { operation: "vault/GetSecret", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "vault/UpdateSecret", method: "PUT", path: ONE, handle: update },
  {
    operation: "vault/ChangeSecretCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
  {
    operation: "vault/ScheduleSecretDeletion",
    method: "POST",
    path: `${ONE}/actions/scheduleDeletion`,
    handle: scheduleDeletion,
  },
  {
    operation: "vault/CancelSecretDeletion",
    method: "POST",
    path: `${ONE}/actions/cancelDeletion`,
    handle: cancelDeletion,
  },
];
