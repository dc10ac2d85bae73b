/** Elastic Container Registry. */
import type { AwsService } from "../../kind.ts";
import { functions } from "./functions.ts";
import { lifecyclePolicy } from "./lifecyclePolicy.ts";
import { repository } from "./repository.ts";
import { repositoryPolicy } from "./repositoryPolicy.ts";

export const ecr: AwsService = { name: "ecr", kinds: [repository, lifecyclePolicy, repositoryPolicy], functions };
