/** What a secret's content must look like, and how a new one takes the place of the old. */
import type { Base64SecretContentDetails } from "oci-vault/lib/model/index.js";
import { secretVersions } from "../../collections.ts";
import type { StoredSecretVersion } from "../../collections.ts";
import { alreadyExists, invalidParameter } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";

/** Bytes of a secret's content, decoded. */
const LARGEST_CONTENT = 25_600;

/**
 * Adds a version: it becomes CURRENT and the former one PREVIOUS, unless PENDING is asked for.
 * @returns its number
 * @throws ServiceError 400 when the content is no base64 or too large; it is never repeated
 */
export function addSecretVersion(moment: Moment, secretId: string, details: Wire<Base64SecretContentDetails>): number {
  const before = secretVersions.get(moment.world, secretId) ?? [];
  const content = checkedContent(details.content ?? "");
  if (details.name !== undefined && before.some((version) => version.name === details.name)) {
    throw alreadyExists(`The secret ${secretId} has a version with the name ${details.name} already.`);
  }
  const versionNumber = (before.at(-1)?.versionNumber ?? 0) + 1;
  const stage = details.stage ?? "CURRENT";
  const version: StoredSecretVersion = {
    versionNumber,
    content,
    ...(details.name !== undefined && { name: details.name }),
    stages: [stage, "LATEST"],
    timeCreated: timestamp(moment.now),
  };
  secretVersions.put(moment, secretId, [...before.map((old) => restaged(old, stage)), version]);
  return versionNumber;
}

/** Makes a version that exists the current one: a rollback. @throws ServiceError 400 when there is none such */
export function makeCurrent(moment: Moment, secretId: string, versionNumber: number): void {
  const versions = secretVersions.get(moment.world, secretId) ?? [];
  if (!versions.some((version) => version.versionNumber === versionNumber)) {
    throw invalidParameter(`The secret ${secretId} has no version ${versionNumber}.`);
  }
  const restagedVersions = versions.map((version) => {
    const latest = version.stages.filter((stage) => stage === "LATEST");
    if (version.versionNumber === versionNumber) {
      return { ...version, stages: ["CURRENT", ...latest] };
    }
    return version.stages.includes("CURRENT") ? { ...version, stages: ["PREVIOUS", ...latest] } : deprecated(version, latest);
  });
  secretVersions.put(moment, secretId, restagedVersions);
}

function restaged(old: StoredSecretVersion, stage: string): StoredSecretVersion {
  if (stage === "PENDING") {
    return { ...old, stages: old.stages.filter((one) => one !== "LATEST" && one !== "PENDING") };
  }
  return old.stages.includes("CURRENT") ? { ...old, stages: ["PREVIOUS"] } : deprecated(old, []);
}

function deprecated(version: StoredSecretVersion, latest: string[]): StoredSecretVersion {
  return { ...version, stages: ["DEPRECATED", ...latest] };
}

function checkedContent(content: string): string {
  const bytes = Buffer.from(content, "base64");
  if (content === "" || bytes.toString("base64").replace(/=+$/, "") !== content.replace(/=+$/, "")) {
    throw invalidParameter("secretContent.content must be base64 and not empty.");
  }
  if (bytes.length > LARGEST_CONTENT) {
    throw invalidParameter(`secretContent.content must hold at most ${LARGEST_CONTENT} bytes.`);
  }
  return content;
}
