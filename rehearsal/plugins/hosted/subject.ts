/** What is known of a type while one of its resources is checked, compared or made. */
import type { NameRule } from "../../aws/kind.ts";
import type { HostedKind } from "../../hosted/kind.ts";
import type { Declared } from "../declared/facts.ts";

export interface Subject {
  readonly kind: HostedKind | undefined;
  readonly declared: Declared;
  /** How the provider makes a name where the program gives none; undefined where it makes none. */
  readonly name: NameRule | undefined;
}
