/** What the provider's functions answer. */
import type { Cloud } from "../../aws/cloud.ts";
import { textAt } from "../../aws/kind.ts";
import type { FunctionKind } from "../../aws/kind.ts";
import { HostedError } from "../error.ts";
import { REPOSITORY } from "./names.ts";
import { needRepository, outputsOf } from "./repository.ts";

/** People who have an account, and their numbers. */
const USERS: Readonly<Record<string, number>> = { "tidegate-operator": 70_010_001, "tidegate-reviewer": 70_010_002 };
/** Teams of the organisation, by their slug. */
const TEAMS: Readonly<Record<string, number>> = { operators: 9_010_001 };

export const functions: readonly FunctionKind[] = [
  {
    token: "github:index/getRepository:getRepository",
    answer(args, cloud) {
      const [owner, name] = splitName(textAt(args, "fullName") ?? `${cloud.region}/${textAt(args, "name") ?? ""}`);
      if (owner !== cloud.region) throw new HostedError(`GET /repos/${owner}/${name}`, 404);
      const found = needRepository(cloud, name, (path) => `GET ${path}`);
      const made = cloud.get(REPOSITORY, found.name);
      return { ...outputsOf(found, made?.inputs ?? {}), id: found.name, archived: false, fork: false };
    },
  },
  {
    token: "github:index/getUser:getUser",
    answer: ({ username }, cloud) => {
      const login = typeof username === "string" ? username : "";
      const id = numberOf(USERS, login, `GET /users/${login}`);
      return { id: String(id), login, username: login, name: login, nodeId: nodeOf("U", id), ...since(cloud) };
    },
  },
  {
    token: "github:index/getTeam:getTeam",
    answer: (args, cloud) => {
      const slug = textAt(args, "slug") ?? "";
      const id = numberOf(TEAMS, slug, `GET /orgs/${cloud.region}/teams/${slug}`);
      return { id: String(id), slug, name: slug, nodeId: nodeOf("T", id), privacy: "closed", permission: "pull" };
    },
  },
];

function splitName(full: string): [string, string] {
  const [owner = "", name = ""] = full.split("/");
  return [owner, name];
}

function numberOf(known: Readonly<Record<string, number>>, name: string, request: string): number {
  const found = known[name];
  if (found === undefined) throw new HostedError(request, 404, `the rehearsal knows ${Object.keys(known).join(", ")}`);
  return found;
}

const nodeOf = (letter: string, id: number): string => `${letter}_${Buffer.from(String(id)).toString("base64url")}`;

const since = (cloud: Cloud) => ({ createdAt: cloud.timestamp(0), updatedAt: cloud.timestamp(0) });
