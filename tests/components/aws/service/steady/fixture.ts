/** A service that is steady, for tests that break one thing of it. */
import type { Snapshot, Wanted } from "../../../../../components/aws/service/steady/judge.ts";

export const definition = (revision: number) =>
  `arn:aws:ecs:eu-central-1:111122223333:task-definition/quiz:${revision}`;

export const STEADY: Snapshot = {
  status: "ACTIVE",
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  deployments: [{ id: "ecs-svc/1", status: "PRIMARY", taskDefinition: definition(7) }],
  events: [],
};

export const WANTED: Wanted = { taskDefinition: definition(7), newerIsFine: false, least: 2, most: 2 };
