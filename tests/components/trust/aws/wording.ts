/** A call of AWS as permissions judge it, and how one speaks of what is a system's own. */
import type { System } from "../../../../components/trust/aws/system.ts";

export const ACCOUNT = "111122223333";

export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

export function call(action: string, resource: string, context?: Call["context"]): Call {
  return { action, resource, ...(context !== undefined && { context }) };
}

/** How a call speaks of what is the system's own. */
export function wording(system: System) {
  const { project, environment, region } = system;
  const tags = (key: string) => ({ [`aws:${key}/Project`]: project, [`aws:${key}/Env`]: environment });
  return {
    arn: (service: string, resource: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`,
    /** On what is there already, with the system's tags. */
    tagged: (action: string, resource: string) => call(action, resource, tags("ResourceTag")),
    /** For what is being made, and gets the system's tags. */
    fresh: (action: string, resource: string, more: Call["context"] = {}) =>
      call(action, resource, { ...tags("RequestTag"), ...more }),
  };
}
