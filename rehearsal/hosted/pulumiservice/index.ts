/** The embedded Pulumi Cloud: what it knows well, one line each. */
import type { HostedKind } from "../kind.ts";
import { deploymentSettings } from "./deploymentSettings.ts";
import { stack } from "./stack.ts";
import { webhook } from "./webhook.ts";

export const PULUMISERVICE_KINDS: ReadonlyMap<string, HostedKind> = new Map(
  [stack, deploymentSettings, webhook].map((kind) => [kind.type, kind]),
);
