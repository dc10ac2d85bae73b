/** What can be broken in a real stack, and what the policies must say of it. */

/** Something that a policy says of a stack. */
export interface Finding {
  readonly policy: string;
  /** Token of the resource's type. A finding about the stack stands at `pulumi:pulumi:Stack`. */
  readonly type: string;
  /** Of the resource. */
  readonly name: string;
  /** Where in the resource; empty for all of it. */
  readonly path: string;
}

/** Where a finding must stand. */
export interface Place {
  readonly type: string;
  /** How the resource's name ends; empty for each resource of the type. */
  readonly name: string;
  readonly path: string;
}

/** One thing broken in one of the real stacks, and the policy that must say so. */
export interface Break {
  /** The policy that must find it. */
  readonly policy: string;
  /** Token of the resource's type. */
  readonly type: string;
  /** How the resource's name ends, where the stack has several of the type; the whole name of an added one. Default: all of them. */
  readonly name?: string;
  /** A property, and what it is set to. */
  readonly set?: readonly [path: string, value: unknown];
  /** A property that is taken away. */
  readonly unset?: string;
  /** The option protect is taken away. */
  readonly unprotected?: true;
  /** The resource isn't made at all. */
  readonly removed?: true;
  /** It is made beside what the stack makes, with these properties. */
  readonly added?: Readonly<Record<string, unknown>>;
  /** It is added as a component, which needs no provider, because the rehearsal's providers don't know the type. */
  readonly unprovided?: true;
  /** An output of the stack beside its own, and its value. */
  readonly exported?: readonly [name: string, value: string];
  /** What is set or exported is a secret of Pulumi's: it is encrypted in the state. */
  readonly secret?: true;
  /** Where the finding stands. Default: at what is broken; by the path of what is taken away, set or exported. */
  readonly found?: Partial<Place>;
  /** What other policies rightly say of it. The place's default is the same. */
  readonly also?: readonly (Partial<Place> & { readonly policy: string })[];
}

/** The stack's own type. */
export const STACK = "pulumi:pulumi:Stack";

/** What is to be found for a break: by its policy, and by the others that it concerns. */
export function expectedOf(one: Break): readonly (Place & { readonly policy: string })[] {
  const given = one.unset ?? one.set?.[0] ?? one.exported?.[0] ?? "";
  const own = { type: one.type, name: one.name ?? "", path: given, ...one.found };
  return [{ policy: one.policy, ...own }, ...(one.also ?? []).map((other) => ({ ...own, ...other }))];
}
