/**
 * IAM policies out of statements. Components say what may be done with what they made; whoever runs a role joins them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import * as pulumi from "@pulumi/pulumi";

export interface Statement {
  /** Letters and digits, unique in its policy. */
  readonly Sid: string;
  /** For instance `sqs:SendMessage`. */
  readonly Action: readonly string[];
  /** ARNs. `*` only for actions that know no resource. */
  readonly Resource: readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>>
  >;
}

/** The JSON text of a policy that allows these statements and nothing else. */
export function policyOf(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.output([...statements]).apply((known) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: known.map(({ Sid, Action, Resource, Condition }) => ({
        Sid,
        Effect: "Allow",
        Action,
        Resource,
        ...(Condition !== undefined && { Condition }),
      })),
    }),
  );
}
