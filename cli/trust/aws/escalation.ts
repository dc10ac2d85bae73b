/** Whether a role could become more than it is: each known way is tried, as a call of its own. */
import { recordOf } from "../stated.ts";
import type { Context } from "./conditions.ts";
import { satisfying } from "./conditions.ts";
import { concerns, statementsOf } from "./documents.ts";
import { mayDo } from "./evaluate.ts";
import { furtherContexts } from "./grants.ts";
import type { TrustRole } from "./roles.ts";
import { TECHNIQUES } from "./techniques.ts";
import type { Target } from "./techniques.ts";

/** One way that is open. */
export interface Widening {
  /** After "could": `pass another role to a service`. */
  readonly what: string;
  /** The calls that would pass: `iam:PassRole on arn:aws:iam::111122223333:role/administrator`. */
  readonly by: readonly string[];
}

/** How many ways are tried. */
export const WAYS = TECHNIQUES.length;

/**
 * The ways that are open to a role. What the caller chooses in a request (to which service a role is passed) is taken as the
 * role's statements ask for it; what the target has by itself (its tags, its boundary) is not the caller's to choose.
 *
 * @param all the roles of the state, among them the role itself
 */
export function wideningsOf(role: TrustRole, all: readonly TrustRole[]): Widening[] {
  const others = all.filter(({ arn }) => arn !== role.arn);
  return TECHNIQUES.flatMap(({ what, actions, targets }) => {
    const by = targets({ role, others }).flatMap((target) => {
      const open = actions.filter((action) => isOpen(role, action, target));
      return open.length === 0 ? [] : [`${open.join(", ")} on ${target.resource}`];
    });
    return by.length === 0 ? [] : [{ what, by }];
  });
}

function isOpen(role: TrustRole, action: string, { resource, facts }: Target): boolean {
  return choices(role, action).some((choice) => mayDo(role, { action, resource, context: { ...choice, ...facts } }));
}

/** What a caller might choose in a request. */
function choices(role: TrustRole, action: string): Context[] {
  const asked = role.policies
    .flatMap(({ document }) => statementsOf(document))
    .filter((statement) => statement["Effect"] === "Allow" && concerns(statement, action))
    .map((statement) => satisfying(recordOf(statement["Condition"])).context);
  const own = [{}, ...asked];
  const further = furtherContexts(role, action).map(({ context }) => context);
  return [...own, ...further.flatMap((one) => own.map((context) => ({ ...one, ...context })))].map(chosen);
}

function chosen(context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => !TARGETS_OWN.test(key)));
}

const TARGETS_OWN = /ResourceTag\/|^aws:Resource(Account|OrgID|OrgPaths)$|^iam:PermissionsBoundary$/i;
