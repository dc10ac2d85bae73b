/**
 * Actions variables, of a repository and of an environment.
 * @see https://docs.github.com/en/rest/actions/variables
 */
import type { Cloud } from "../../aws/cloud.ts";
import { textAt } from "../../aws/kind.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";
import { needEnvironment } from "./environment.ts";
import { ENVIRONMENT_VARIABLE, VARIABLE, goTime, joinId, sameName } from "./names.ts";
import { needRepository } from "./repository.ts";
import { nameFaults } from "./settingNames.ts";

const LARGEST_VALUE = 48 * 1024;

export const variable: HostedKind = variableKind(VARIABLE, false);
export const environmentVariable: HostedKind = variableKind(ENVIRONMENT_VARIABLE, true);

function variableKind(type: string, ofEnvironment: boolean): HostedKind {
  const times = (cloud: Cloud) => goTime(cloud.timestamp());
  return {
    type,
    replaces: ["variableName", "repository", ...(ofEnvironment ? ["environment"] : [])],
    check: (inputs) => nameFaults(inputs, "variableName"),
    create({ inputs }, cloud) {
      const name = textAt(inputs, "variableName") ?? "";
      const place = textAt(inputs, "environment");
      const under = place === undefined ? "/actions/variables" : `/environments/${place}/variables`;
      const request = (path: string): string => `POST ${path}${under}`;
      const { owner, name: repository, repoId } = needRepository(cloud, textAt(inputs, "repository") ?? "", request);
      const at = request(`/repos/${owner}/${repository}`);
      if (place !== undefined) needEnvironment(cloud, repository, place, at);
      const id = place === undefined ? joinId(repository, name) : joinId(repository, place, name);
      if (cloud.list(type).some((one) => sameName(one.id, id))) {
        throw new HostedError(at, 409, "Already exists - Variable already exists");
      }
      acceptValue(textAt(inputs, "value") ?? "", at);
      return { id, outputs: { repositoryId: repoId, createdAt: times(cloud), updatedAt: times(cloud) } };
    },
    update({ inputs, resource }, cloud) {
      acceptValue(textAt(inputs, "value") ?? "", `PATCH /repos/${cloud.region}/${resource.id}`);
      return { updatedAt: times(cloud) };
    },
  };
}

/** @throws HostedError where GitHub takes no such value */
function acceptValue(value: string, request: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > LARGEST_VALUE) throw new HostedError(request, 422, `value is limited to 48 KB, got ${bytes} bytes`);
}
