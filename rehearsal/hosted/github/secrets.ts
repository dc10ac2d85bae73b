/**
 * Actions secrets, of a repository and of an environment. The world keeps no value.
 * @see https://docs.github.com/en/rest/actions/secrets
 */
import { exactlyOne } from "../../aws/checks.ts";
import { textAt } from "../../aws/kind.ts";
import type { HostedKind } from "../kind.ts";
import { needEnvironment } from "./environment.ts";
import { ENVIRONMENT_SECRET, SECRET, goTime, joinId } from "./names.ts";
import { needRepository } from "./repository.ts";
import { nameFaults } from "./settingNames.ts";

const VALUES = ["value", "valueEncrypted", "encryptedValue", "plaintextValue"];

export const secret: HostedKind = secretKind(SECRET, false);
export const environmentSecret: HostedKind = secretKind(ENVIRONMENT_SECRET, true);

function secretKind(type: string, ofEnvironment: boolean): HostedKind {
  return {
    type,
    replaces: ["secretName", "repository", ...(ofEnvironment ? ["environment"] : [])],
    hides: VALUES,
    secretOutputs: VALUES,
    check: (inputs) => [...nameFaults(inputs, "secretName"), ...exactlyOne(inputs, VALUES)],
    create({ inputs }, cloud) {
      const name = textAt(inputs, "secretName") ?? "";
      const place = textAt(inputs, "environment");
      const under = place === undefined ? `/actions/secrets/${name}` : `/environments/${place}/secrets/${name}`;
      const request = (path: string): string => `PUT ${path}${under}`;
      const { owner, name: repository, repoId } = needRepository(cloud, textAt(inputs, "repository") ?? "", request);
      if (place !== undefined) needEnvironment(cloud, repository, place, request(`/repos/${owner}/${repository}`));
      const id = place === undefined ? joinId(repository, name) : joinId(repository, place, name);
      // The request both makes and changes: one that is there is taken over.
      const there = cloud.get(type, id);
      if (there !== undefined) cloud.drop(there);
      const now = goTime(cloud.timestamp());
      const keyId = textAt(inputs, "keyId") ?? cloud.hex(18);
      return { id, outputs: { repositoryId: repoId, keyId, createdAt: now, updatedAt: now, remoteUpdatedAt: now } };
    },
    update(_, cloud) {
      const now = goTime(cloud.timestamp());
      return { updatedAt: now, remoteUpdatedAt: now };
    },
  };
}
