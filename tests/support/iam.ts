/** What IAM would say of a request, by a real evaluator of policies. */
import { runSimulation } from "@cloud-copilot/iam-simulate";

export interface Asked {
  /** For instance `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN; `*` for an action that knows no resource. */
  readonly resource: string;
  /** The caller's policies, each a JSON text. Default: none. */
  readonly policies?: readonly string[];
  /** The caller's permissions boundary, a JSON text. Default: none. */
  readonly boundary?: string;
  /** The policy of the thing that is asked for, a JSON text. Default: none. */
  readonly resourcePolicy?: string;
  /** Who asks. Default: a role of the account. */
  readonly principal?: string;
  /** Condition keys and their values; a list where the key has many. */
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** The account that the role and the resources of a test are in. */
const ACCOUNT = "111122223333";

/**
 * Whether IAM lets the request pass.
 * @throws Error where a policy isn't valid, or the request asks for what no such resource knows.
 */
export async function isAllowed(asked: Asked): Promise<boolean> {
  const answer = await runSimulation(
    {
      request: {
        action: asked.action,
        resource: { resource: asked.resource, accountId: ACCOUNT },
        principal: asked.principal ?? `arn:aws:sts::${ACCOUNT}:assumed-role/tasks/one`,
        contextVariables: { ...asked.context },
      },
      identityPolicies: (asked.policies ?? []).map((text, at) => ({ name: `policy${at}`, policy: parsed(text) })),
      ...(asked.boundary !== undefined && {
        permissionBoundaryPolicies: [{ name: "boundary", policy: parsed(asked.boundary) }],
      }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: asked.resourcePolicy === undefined ? undefined : parsed(asked.resourcePolicy),
    },
    {},
  );
  if (answer.resultType === "error") {
    throw new Error(`${asked.action} on ${asked.resource} can't be judged: ${JSON.stringify(answer.errors)}`);
  }
  return answer.overallResult === "Allowed";
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}
