/**
 * Statements into managed policies that AWS takes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "@tidegate/aws";
import type { Fault } from "@tidegate/faults";

/** Characters of a managed policy, blanks not counted. */
const POLICY_LENGTH = 6144;
/** Managed policies that a role can have, unless AWS was asked for more. */
const POLICIES = 10;
/** What a value counts that isn't known yet: more than the ARN of a bucket or a key has. */
const UNKNOWN_LENGTH = 160;
/** `{"Version":"2012-10-17","Statement":[]}` */
const FRAME_LENGTH = 40;

/** The statements in their order, in as few policies as their sizes allow. */
export function packed(statements: readonly Statement[]): Statement[][] {
  const policies: Statement[][] = [];
  let room = 0;
  for (const statement of statements) {
    const length = lengthOf(statement);
    const last = policies.at(-1);
    if (last !== undefined && length <= room) {
      last.push(statement);
      room -= length;
    } else {
      policies.push([statement]);
      room = POLICY_LENGTH - FRAME_LENGTH - length;
    }
  }
  return policies;
}

/** What AWS would not take: a statement longer than a policy, more policies than a role can have, a Sid twice. */
export function packingFaults(path: string, statements: readonly Statement[]): Fault[] {
  const sids = statements.map(({ Sid }) => Sid);
  const count = packed(statements).length;
  return [
    ...statements.flatMap((statement, index) => [
      ...(lengthOf(statement) > POLICY_LENGTH - FRAME_LENGTH
        ? [
            {
              path: `${path}[${index}]`,
              given: statement.Sid,
              accepted: `a statement of ${POLICY_LENGTH} characters at most`,
            },
          ]
        : []),
      ...(sids.indexOf(statement.Sid) < index
        ? [{ path: `${path}[${index}]`, given: statement.Sid, accepted: "each Sid only once" }]
        : []),
    ]),
    ...(count > POLICIES
      ? [
          {
            path,
            given: `${count} policies`,
            accepted: `what ${POLICIES} policies of ${POLICY_LENGTH} characters hold`,
          },
        ]
      : []),
  ];
}

/** With the comma after it. */
function lengthOf({ Sid, Action, Resource, Condition = {} }: Statement): number {
  const conditions = Object.values(Condition).map((keys) => Object.values(keys).flat().map(lengthOfValue));
  const names = JSON.stringify({ Sid, Effect: "Allow", Action, Resource: [], Condition: blank(Condition) });
  return names.length + sum(Resource.map(lengthOfValue)) + sum(conditions.flat()) + 1;
}

/** In quotes, with a comma. */
function lengthOfValue(value: pulumi.Input<string>): number {
  return (typeof value === "string" ? value.length : UNKNOWN_LENGTH) + 3;
}

/** The conditions without their values. */
function blank(condition: NonNullable<Statement["Condition"]>): Record<string, Record<string, readonly string[]>> {
  const keys = (one: object) => Object.fromEntries(Object.keys(one).map((key) => [key, []]));
  return Object.fromEntries(Object.entries(condition).map(([operator, one]) => [operator, keys(one)]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
