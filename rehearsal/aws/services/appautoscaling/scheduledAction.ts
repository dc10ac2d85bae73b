/** Scheduled actions. They are checked and kept; their time doesn't come by itself in the rehearsal. */
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { makeArn } from "../../arn.ts";
import { isGiven, matches, refuse } from "../../checks.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { needTarget, SCHEDULED_ACTION, subjectFaults, subjectId } from "./targets.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
export const scheduledAction: Kind = {
  type: SCHEDULED_ACTION,
  name: { property: "name", max: 256, pattern: /^[^\0:/|]{1,256}$/, accepted: "no colon, slash or bar, 256 at most" },
  replaces: ["resourceId", "scalableDimension", "serviceNamespace"],
  check: actionFaults,
  create({ inputs }, cloud) {
    const [fault] = actionFaults(inputs);
    if (fault !== undefined) throw new AwsError("ValidationException", fault.reason);
    needTarget(inputs, cloud);
    const name = textAt(inputs, "name") ?? "";
    const resource = `scheduledAction:${cloud.uuid()}:resource/${subjectId(inputs)}:scheduledActionName/${name}`;
    const { region, account } = cloud;
    return {
      id: `${name}-${textAt(inputs, "serviceNamespace") ?? ""}-${textAt(inputs, "resourceId") ?? ""}`,
      outputs: { arn: makeArn({ service: "autoscaling", region, account, resource }) },
    };
  },
  update({ inputs }, cloud) {
    needTarget(inputs, cloud);
    return {};
  },
};

function actionFaults(inputs: Properties): Failure[] {
  const action = "scalableTargetAction";
  const bounds = [`${action}.minCapacity`, `${action}.maxCapacity`];
  return [
    ...subjectFaults(inputs),
    ...matches(inputs, "schedule", /^(at|rate|cron)\(.+\)$/, "at(...), rate(...) or cron(...)"),
    ...(isGiven(inputs, action) && !bounds.some((path) => isGiven(inputs, path))
      ? refuse(action, "at least one of minCapacity and maxCapacity must be set")
      : []),
  ];
}
