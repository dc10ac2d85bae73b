/**
 * Every revision of every task definition: a family's numbers only ever count up, and a revision that was deregistered
 * still serves those that run it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
 */
import { ledger } from "../../../oci/ledger.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { parseContainers } from "./containers.ts";
import type { Container } from "./containers.ts";
import { ecsArn } from "./types.ts";

export interface Revision {
  /** `arn:aws:ecs:<region>:<account>:task-definition/family:7` */
  readonly arn: string;
  readonly region: string;
  readonly family: string;
  readonly revision: number;
  status: "ACTIVE" | "INACTIVE";
  readonly inputs: Properties;
}

const revisions = ledger<Revision>("aws/ecs/taskDefinitions");

/** Stores the family's next revision. */
export function register(inputs: Properties, cloud: Cloud): Revision {
  const family = textAt(inputs, "family") ?? "";
  const last = Math.max(0, ...familyOf(family, cloud).map(({ revision }) => revision));
  const arn = ecsArn("task-definition", `${family}:${last + 1}`, cloud);
  const { region } = cloud;
  return put({ arn, region, family, revision: last + 1, status: "ACTIVE", inputs }, cloud);
}

export function deregister(arn: string, cloud: Cloud): void {
  const found = revisions.get(cloud.moment.world, arn);
  if (found !== undefined) put({ ...found, status: "INACTIVE" }, cloud);
}

/** By its ARN, `family:revision`, or a family, which means its newest active revision. */
export function findRevision(reference: string, cloud: Cloud): Revision | undefined {
  const whole = revisions.get(cloud.moment.world, reference);
  if (whole !== undefined) return whole;
  const name = reference.replace(/^arn:.*:task-definition\//, "");
  const [family = "", number] = name.split(":");
  const all = familyOf(family, cloud);
  if (number !== undefined) return all.find(({ revision }) => revision === Number(number));
  return all.filter(({ status }) => status === "ACTIVE").sort((a, b) => b.revision - a.revision)[0];
}

/**
 * The revision that a service is to run.
 * @throws AwsError ClientException where it isn't there or is inactive
 */
export function needActive(reference: string, cloud: Cloud): Revision {
  const found = findRevision(reference, cloud);
  if (found === undefined) throw new AwsError("ClientException", "TaskDefinition not found.");
  if (found.status !== "ACTIVE") throw new AwsError("ClientException", "TaskDefinition is inactive");
  return found;
}

/** Its containers: register has seen that the text can be read. */
export function containersOf({ inputs }: Revision): Container[] {
  return parseContainers(textAt(inputs, "containerDefinitions") ?? "[]");
}

/** `family:revision`. */
export function shortName(arn: string): string {
  return arn.replace(/^.*:task-definition\//, "");
}

export function familyOf(family: string, { moment, region }: Cloud): Revision[] {
  return revisions
    .entries(moment.world)
    .map(([, revision]) => revision)
    .filter((revision) => revision.family === family && revision.region === region);
}

function put(revision: Revision, { moment }: Cloud): Revision {
  return revisions.put(moment.world, revision.arn, revision);
}
