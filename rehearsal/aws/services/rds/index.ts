/** Relational Database Service. */
import type { AwsService } from "../../kind.ts";
import { functions } from "./functions.ts";
import { instance } from "./instance.ts";
import { instanceDesiredState } from "./instanceDesiredState.ts";
import { parameterGroup } from "./parameterGroup.ts";
import { subnetGroup } from "./subnetGroup.ts";

export const rds: AwsService = {
  name: "rds",
  kinds: [instance, subnetGroup, parameterGroup, instanceDesiredState],
  functions,
};
