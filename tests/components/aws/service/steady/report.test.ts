import assert from "node:assert/strict";
import { unsteadyReport } from "../../../../../components/aws/service/steady/report.ts";
import { STEADY } from "./fixture.ts";

const SUBJECT = {
  serviceName: "api",
  clusterArn: "arn:aws:ecs:eu-central-1:111122223333:cluster/quiz-dev",
  minutes: 15,
};
const FAILED = { kind: "failed", reason: "ECS runs quiz:6, not quiz:7", last: STEADY } as const;

describe("the report on a service that isn't steady", () => {
  it("names the service, the reason and what runs", () => {
    const text = unsteadyReport(SUBJECT, FAILED);
    assert.match(text, /^api did not become steady, so this update has failed: ECS runs quiz:6, not quiz:7\./);
    assert.match(text, /What runs: quiz:7, 2 of 2 tasks\./);
  });

  it("shows ECS's last five events, the newest first", () => {
    const events = [1, 2, 3, 4, 5, 6].map((number) => ({ createdAt: "", message: `event ${number}` }));
    const text = unsteadyReport(SUBJECT, { ...FAILED, last: { ...STEADY, events } });
    assert.match(text, /event 1\n {4}event 2\n/);
    assert.doesNotMatch(text, /event 6/);
  });

  it("gives commands that name region, cluster and service", () => {
    const text = unsteadyReport(SUBJECT, FAILED);
    assert.match(
      text,
      /aws ecs list-tasks --region eu-central-1 --cluster quiz-dev --service-name api --desired-status STOPPED/,
    );
  });

  it("says how long it waited when it was only late", () => {
    assert.match(unsteadyReport(SUBJECT, { ...FAILED, kind: "late" }), /^api did not become steady within 15 minutes,/);
  });
});
