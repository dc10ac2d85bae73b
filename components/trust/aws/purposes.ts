/** What a workflow may do, by what it is for: a preview looks, a deployment changes. */
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "@tidegate/aws";
import { alarmNeeds, backupNeeds, logNeeds, redeployNeeds, trailNeeds } from "./parts/watch.ts";
import { balancerNeeds, networkNeeds } from "./parts/network.ts";
import { bucketNeeds, cdnNeeds, discoveryNeeds, gatewayNeeds, nameNeeds, signInNeeds } from "./parts/front.ts";
import { databaseNeeds, kafkaNeeds, queueNeeds, tableNeeds } from "./parts/data.ts";
import { ecsNeeds, registryNeeds, scalingNeeds } from "./parts/tasks.ts";
import { roleNeeds, roleReads } from "./parts/roles.ts";
import { siteLogNeeds } from "./parts/siteLogs.ts";
import type { StateAccess } from "./state.ts";
import { stateReadStatements, stateWriteStatements } from "./state.ts";
import type { Needs, System } from "./system.ts";

/** What a workflow is for. It is the last part of a role's name: `order-tracking-prod-deploy`. */
export type Purpose = "preview" | "deploy";

/** The name of the role: `<system>-<env>-<purpose>`. No stack makes a role of such a name. */
export function roleNameOf(
  { project, environment }: Pick<System, "project" | "environment">,
  purpose: Purpose,
): string {
  return `${project}-${environment}-${purpose}`;
}

/**
 * For `pulumi preview`, also with `--refresh`: the state, read; the system's own settings, read; nothing that the system
 * keeps, neither files nor messages nor secrets, and nothing written anywhere.
 *
 * @param state undefined where Pulumi Cloud keeps the state: AWS has no part in it then
 */
export function previewStatements(system: System, state: StateAccess | undefined): Statement[] {
  return [
    ...(state === undefined ? [] : stateReadStatements(system, state)),
    ...needsOf(system).flatMap(({ read }) => read),
    ...roleReads(system),
  ];
}

/**
 * For `pulumi up` and `destroy`, and for pushing images and a site's files: everything that a preview reads, and the
 * system's own resources made, changed and taken away.
 *
 * @param state undefined where Pulumi Cloud keeps the state
 * @param boundaryArn the boundary that the system's own roles are made under, see `workloadStatements`
 */
export function deployStatements(
  system: System,
  state: StateAccess | undefined,
  boundaryArn: pulumi.Input<string>,
): Statement[] {
  const needs = [...needsOf(system), roleNeeds(system, boundaryArn)];
  return [
    ...(state === undefined ? [] : stateWriteStatements(system, state)),
    ...needs.flatMap(({ read }) => read),
    ...needs.flatMap(({ write }) => write),
  ];
}

function needsOf(system: System): Needs[] {
  return PARTS.map((part) => part(system));
}

const PARTS: readonly ((system: System) => Needs)[] = [
  registryNeeds,
  ecsNeeds,
  scalingNeeds,
  networkNeeds,
  balancerNeeds,
  logNeeds,
  alarmNeeds,
  trailNeeds,
  backupNeeds,
  redeployNeeds,
  queueNeeds,
  tableNeeds,
  databaseNeeds,
  kafkaNeeds,
  bucketNeeds,
  nameNeeds,
  cdnNeeds,
  siteLogNeeds,
  gatewayNeeds,
  discoveryNeeds,
  signInNeeds,
];
