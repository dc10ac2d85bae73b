/** The content of secrets, and their versions' stages. Content never appears in an error or an answer of this service. */
import type { Base64SecretContentDetails, SecretRule } from "oci-vault/lib/model/index.js";
import { secrets, secretVersions } from "../../collections.ts";
import type { StoredSecretVersion } from "../../collections.ts";
import { invalidParameter, missingParameter } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";

/** Bytes, decoded. @see https://docs.oracle.com/iaas/Content/KeyManagement/Concepts/keyoverview.htm */
const LARGEST_CONTENT = 25_600;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DAY = 24 * 3600 * 1000;

export const NAME = /^[A-Za-z0-9_.-]{1,255}$/;

/** @throws ServiceError 400 where there is no content, or none in base64, or too much */
function checkedContent(details: Wire<Base64SecretContentDetails>): string {
  const content = details.content ?? "";
  if (content === "") {
    throw missingParameter("secretContent.content is required.");
  }
  if (!BASE64.test(content)) {
    throw invalidParameter("secretContent.content must be encoded in base64.");
  }
  const size = Buffer.byteLength(content, "base64");
  if (size > LARGEST_CONTENT) {
    throw invalidParameter(`secretContent.content holds ${size} bytes; a secret holds at most ${LARGEST_CONTENT}.`);
  }
  if (details.name !== undefined && !NAME.test(details.name)) {
    throw invalidParameter("secretContent.name must be 1 to 255 letters, digits, hyphens, underscores and periods.");
  }
  return content;
}

/**
 * Adds a version to a secret and says its number. As CURRENT (the default) it takes the former one's place, which
 * becomes PREVIOUS, and the one before that DEPRECATED. As PENDING it waits beside the current one. The newest is
 * LATEST, whatever else it is.
 * @throws ServiceError 400 for content that OCI doesn't take, or that the secret's rules forbid
 */
export function addSecretVersion(moment: Moment, secretId: string, details: Wire<Base64SecretContentDetails>): number {
  const versions = secretVersions.get(moment.world, secretId) ?? [];
  const content = checkedContent(details);
  needNewName(versions, details.name);
  needNoReuse(secrets.get(moment.world, secretId)?.secretRules, versions, content);
  const versionNumber = 1 + Math.max(0, ...versions.map((version) => version.versionNumber));
  const former = versions.map((version) => without(version, "LATEST"));
  const added = {
    versionNumber,
    content,
    stages: ["LATEST"],
    timeCreated: timestamp(moment.now),
    ...(details.name !== undefined && { name: details.name }),
  };
  const staged =
    details.stage === "PENDING"
      ? [...former.map((version) => without(version, "PENDING")), { ...added, stages: ["PENDING", "LATEST"] }]
      : promoted([...former, added], versionNumber);
  secretVersions.put(moment, secretId, staged);
  return versionNumber;
}

/**
 * Makes one version CURRENT.
 * @throws ServiceError 400 where the secret has no such version, or is about to lose it
 */
export function makeCurrent(moment: Moment, secretId: string, versionNumber: number): void {
  const versions = secretVersions.get(moment.world, secretId) ?? [];
  const version = versions.find((candidate) => candidate.versionNumber === versionNumber);
  if (version === undefined || version.timeOfDeletion !== undefined) {
    throw invalidParameter(
      `currentVersionNumber ${versionNumber} is no version of ${secretId} that could become current.`,
    );
  }
  secretVersions.put(moment, secretId, promoted(versions, versionNumber));
}

function promoted(versions: readonly StoredSecretVersion[], versionNumber: number): StoredSecretVersion[] {
  return versions.map((version) => {
    const latest = version.stages.filter((stage) => stage === "LATEST");
    if (version.versionNumber === versionNumber) {
      return restaged(version, ["CURRENT", ...latest]);
    }
    if (version.stages.includes("CURRENT")) {
      return restaged(version, ["PREVIOUS", ...latest]);
    }
    return version.stages.includes("PREVIOUS") ? restaged(version, latest) : version;
  });
}

/** A version without another stage is DEPRECATED. */
function restaged(version: StoredSecretVersion, stages: string[]): StoredSecretVersion {
  return { ...version, stages: stages.length === 0 ? ["DEPRECATED"] : stages };
}

function without(version: StoredSecretVersion, stage: string): StoredSecretVersion {
  return restaged(
    version,
    version.stages.filter((one) => one !== stage),
  );
}

function needNewName(versions: readonly StoredSecretVersion[], name: string | undefined): void {
  if (name !== undefined && versions.some((version) => version.name === name)) {
    throw invalidParameter(`secretContent.name '${name}' is that of another version of this secret.`);
  }
}

function needNoReuse(
  rules: readonly Wire<SecretRule>[] | undefined,
  versions: readonly StoredSecretVersion[],
  content: string,
): void {
  const rule = rules?.find(({ ruleType }) => ruleType === "SECRET_REUSE_RULE");
  const kept = Reflect.get(rule ?? {}, "isEnforcedOnDeletedSecretVersions") === true;
  const held = versions.filter((version) => kept || version.timeOfDeletion === undefined);
  if (rule !== undefined && held.some((version) => version.content === content)) {
    throw invalidParameter("A SECRET_REUSE_RULE of this secret forbids content that another version has had.");
  }
}

/** When the current version expires by the secret's rules; undefined without such a rule. */
export function expiryOf(rules: readonly Wire<SecretRule>[] | undefined, timeCreated: string): string | undefined {
  const rule = rules?.find(({ ruleType }) => ruleType === "SECRET_EXPIRY_RULE");
  if (rule === undefined) {
    return undefined;
  }
  const interval: unknown = Reflect.get(rule, "secretVersionExpiryInterval");
  const absolute: unknown = Reflect.get(rule, "timeOfAbsoluteExpiry");
  const days = typeof interval === "string" ? daysOf("secretVersionExpiryInterval", interval, 90) : undefined;
  const ends = [
    ...(days === undefined ? [] : [Date.parse(timeCreated) + days * DAY]),
    ...(typeof absolute === "string" ? [Date.parse(absolute)] : []),
  ];
  return ends.length === 0 ? undefined : timestamp(Math.min(...ends));
}

/** Days of an ISO 8601 duration such as `P30D`. @throws ServiceError 400 */
export function daysOf(field: string, text: string, most: number): number {
  const days = Number(/^P(\d+)D$/.exec(text)?.[1]);
  if (!(days >= 1 && days <= most)) {
    throw invalidParameter(`${field} must be a number of days in ISO 8601, from P1D to P${most}D, not ${text}.`);
  }
  return days;
}
