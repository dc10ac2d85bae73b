/** Says why a service isn't steady, and what to do about it. */
import { partsOfArn } from "../../iam/arn.ts";
import type { Outcome } from "./awaitSteady.ts";
import { describeDefinition } from "./definition.ts";

export interface Subject {
  readonly serviceName: string;
  readonly clusterArn: string;
  /** Minutes that it was given. */
  readonly minutes: number;
}

/** The message with which `up` fails. */
export function unsteadyReport(
  { serviceName, clusterArn, minutes }: Subject,
  outcome: Exclude<Outcome, { kind: "steady" }>,
): string {
  const { region, resource } = partsOfArn(clusterArn);
  const where = `--region ${region} --cluster ${resource.slice(resource.indexOf("/") + 1)}`;
  const { last } = outcome;
  const primary = last.deployments.find(({ status }) => status === "PRIMARY");
  const serves = primary === undefined ? "nothing" : describeDefinition(primary.taskDefinition);
  const late = outcome.kind === "late" ? ` within ${minutes} minutes` : "";
  return [
    `${serviceName} did not become steady${late}, so this update has failed: ${outcome.reason}.`,
    `  What runs: ${serves}, ${last.runningCount} of ${last.desiredCount} tasks.`,
    "  ECS's last events:",
    ...(last.events.length === 0 ? ["    none"] : last.events.slice(0, EVENTS).map(({ message }) => `    ${message}`)),
    "  Why tasks stopped:",
    `    aws ecs describe-tasks ${where} --query 'tasks[].[stoppedReason,containers[].reason]' --tasks \\`,
    `      $(aws ecs list-tasks ${where} --service-name ${serviceName} --desired-status STOPPED --query 'taskArns[]' --output text)`,
    '  Correct it and run "pulumi up". To try the same once more: "pulumi up --refresh", so that Pulumi sees what runs.',
  ].join("\n");
}

const EVENTS = 5;
