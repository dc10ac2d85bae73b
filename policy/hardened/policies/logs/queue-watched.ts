import { UNKNOWN } from "@tidegate/policy";
import type { JudgedResource, StackPolicy, Value } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, givenAt, itemsOf, mayBe, parsed, textOf, within } from "../look.ts";
import type { Place } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** What tells that messages lie in a queue. */
const METRICS = new Set(["ApproximateNumberOfMessagesVisible", "NumberOfMessagesReceived"]);

/** No message is tried for ever, none is lost after its last try, and somebody hears of it. */
export const queueWatched: StackPolicy = {
  name: "queue-watched",
  about: "stack",
  description: "Each queue has a dead-letter queue, and an alarm tells when a message lies in that.",
  remedy: "Give the queue a redrivePolicy, and its dead-letter queue an alarm on ApproximateNumberOfMessagesVisible.",
  sources: [
    "circle-of-trust's requirements: monitoring (dead-letter queue alarm)",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const queues = ofType(resources, "aws:sqs/queue:Queue");
    const redrives = ofType(resources, "aws:sqs/redrivePolicy:RedrivePolicy");
    const lively = new Candidates(queues, ["url", "id"]).meantByNone(redrives.map(({ props }) => props["queueUrl"]));
    const targets = [...queues, ...redrives].map((one) => target(givenAt(one, "redrivePolicy")));
    const sure = new Candidates(queues, ["arn"]).surely(targets.filter((one) => one !== UNKNOWN));
    const dead = new Set(queues.filter((queue) => sure.has(queue) || isCalledDead(queue)));
    const watched = watchedQueues(ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm"));
    return [
      ...lively
        .filter((queue) => !dead.has(queue) && target(givenAt(queue, "redrivePolicy")) === undefined)
        .map((queue) =>
          findingOn(queue, "redrivePolicy", "isn't given, so that a message that fails is tried for ever"),
        ),
      ...[...dead]
        .filter((queue) => !isWatched(queue, watched))
        .map((queue) => findingOn(queue, "", "takes dead letters, and no alarm tells of them")),
    ];
  },
};

/** The ARN that a redrive policy sends dead letters to. */
function target(place: Place): Value | undefined {
  return place.value === UNKNOWN ? UNKNOWN : within(parsed(place), "deadLetterTargetArn").value;
}

/** By its name, for a preview doesn't know ARNs. */
function isCalledDead({ name, props }: JudgedResource): boolean {
  return [name, textOf(props["name"])].some((one) => DEAD.test(one));
}

const DEAD = /dlq|dead-?letter/i;

interface Watched {
  readonly names: ReadonlySet<string>;
  /** Whether an alarm on queues isn't known to watch another: it may be any queue's. */
  readonly any: boolean;
  /** Whether there is an alarm on queues at all. */
  readonly some: boolean;
}

/** The queues about whose messages an alarm tells somebody. */
function watchedQueues(alarms: readonly JudgedResource[]): Watched {
  const names = alarms
    .filter(tells)
    .flatMap(({ props }) =>
      [at(props), ...itemsOf(at(props, "metricQueries")).map((query) => within(query, "metric"))]
        .filter((metric) => mayBe(within(metric, "metricName"), (value) => METRICS.has(textOf(value))))
        .map((metric) => within(metric, "dimensions", "QueueName").value),
    );
  const known = names.flatMap((name) => textOf(name) || []);
  const any = names.includes(UNKNOWN);
  return { names: new Set(known), any, some: any || known.length > 0 };
}

/** A queue whose name isn't known yet is watched if any is. */
function isWatched({ props }: JudgedResource, { names, any, some }: Watched): boolean {
  const name = textOf(props["name"]);
  return any || (name === "" ? some : names.has(name));
}

function tells({ props }: JudgedResource): boolean {
  const actions = at(props, "alarmActions");
  return actions.value === UNKNOWN || itemsOf(actions).length > 0;
}
