/** AWS Backup. */
import type { AwsService } from "../../kind.ts";
import { plan } from "./plan.ts";
import { selection } from "./selection.ts";
import { vault } from "./vault.ts";

export const backup: AwsService = { name: "backup", kinds: [vault, plan, selection], functions: [] };
