/** A policy's cases as data: something right, and one thing broken at a time. */
import type { Bag, JudgedResource, Value } from "@tidegate/policy";

/** A resource of a fixture. Its name says which one a finding is about. */
export interface Given {
  readonly name: string;
  readonly type: string;
  readonly props: Bag;
  /** Default: true. */
  readonly protect?: boolean;
}

export interface Break {
  readonly title: string;
  /** Name of the resource that changes. Default: the first. */
  readonly of?: string;
  /** Properties that are otherwise; undefined takes one away. */
  readonly props?: Readonly<Record<string, Value | undefined>>;
  readonly protect?: false;
  /** The resource is gone. */
  readonly gone?: true;
  /** What the policy is configured with. Default: as the policy has it. */
  readonly config?: object;
  /** Each finding's resource and path, `db: storageEncrypted`; of the stack, `: path`. */
  readonly finds: readonly string[];
}

export interface Case {
  /** A stack in which the policy finds nothing. A policy about resources looks at each of its types. */
  readonly fine: readonly Given[];
  readonly breaks: readonly Break[];
}

/** By policy. */
export type Cases = Readonly<Record<string, readonly Case[]>>;

export function given(resource: Given): JudgedResource {
  const { type, name, props, protect = true } = resource;
  return { type, name, urn: `urn:pulumi:prod::shop::${type}::${name}`, props, protect, additionalSecretOutputs: [] };
}

/** The fixture with the one thing broken. */
export function broken({ fine }: Case, { of, props = {}, protect, gone }: Break): readonly Given[] {
  const changed = of ?? fine[0]?.name;
  return fine.flatMap((one) => {
    if (one.name !== changed) return [one];
    if (gone === true) return [];
    const merged = Object.entries({ ...one.props, ...props });
    const kept = merged.filter((entry): entry is [string, Value] => entry[1] !== undefined);
    return [{ ...one, props: Object.fromEntries(kept), ...(protect !== undefined && { protect }) }];
  });
}
