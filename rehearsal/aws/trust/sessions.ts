/**
 * Sessions of roles, with their temporary credentials. They live in the process alone: none lies on a disk, and a world
 * that is served anew knows none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
 */
import { randomBytes } from "node:crypto";
import { AwsError } from "../errors.ts";
import type { Cloud } from "../cloud.ts";
import type { Request } from "../steady/permissions.ts";
import { denial, notAuthorized, sessionArn } from "../steady/permissions.ts";
import { newAccessKey } from "../wire/access-key.ts";
import type { AccessKey } from "../wire/signature.ts";

export interface Session extends AccessKey {
  readonly sessionToken: string;
  /** World time, in milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly roleArn: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<name>` */
  readonly arn: string;
  /** `AROA...:<name>` */
  readonly userId: string;
  readonly name: string;
  /** Condition keys that stay with the session. */
  readonly context: Readonly<Record<string, string>>;
}

export interface Wanted {
  readonly roleArn: string;
  /** The role's own id: `AROA...`. */
  readonly roleId: string;
  readonly name: string;
  readonly expiresAt: number;
  readonly context: Readonly<Record<string, string>>;
}

export class Sessions {
  readonly #all = new Map<string, Session>();

  open({ roleArn, roleId, name, expiresAt, context }: Wanted): Session {
    const session = {
      ...newAccessKey("ASIA"),
      sessionToken: randomBytes(240).toString("base64"),
      expiresAt,
      roleArn,
      arn: sessionArn(roleArn, name),
      userId: `${roleId}:${name}`,
      name,
      context,
    };
    this.#all.set(session.accessKeyId, session);
    return session;
  }

  /** The keys of all sessions. Expired ones too: who signs with one of those is told so. @param now world time */
  signing(now: number): AccessKey[] {
    return [...this.#all.values()].map((session) => ({ ...session, isExpired: session.expiresAt <= now }));
  }

  find(accessKeyId: string): Session | undefined {
    return this.#all.get(accessKeyId);
  }
}

/**
 * Judges what a call needs by the role's policies, its boundary and the resource's policy.
 * @throws AwsError AccessDeniedException
 */
export function authorize(session: Session, needs: readonly Request[], cloud: Cloud): void {
  for (const need of needs) {
    const request = { ...need, session: session.name, context: { ...session.context, ...need.context } };
    const why = denial(session.roleArn, request, cloud);
    if (why !== undefined) throw new AwsError("AccessDeniedException", notAuthorized(session.roleArn, request, why));
  }
}
