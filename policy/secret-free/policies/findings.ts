import type { Bag, Finding } from "@tidegate/policy";
import { secretsIn } from "../detect/index.ts";
import { filledPlaces } from "../places/places.ts";
import { shown } from "./shown.ts";

/** A finding for each secret in some of a resource's properties, by content. Paths are as they may be told. */
export function byContent(type: string, props: Bag, isAsked: (key: string) => boolean): Finding[] {
  return shown(type, props, foundByContent(props, isAsked));
}

/** A finding for each place of a resource that is there for a secret and holds a value. Paths are as they may be told. */
export function byPlace(type: string, props: Bag): Finding[] {
  return shown(type, props, foundByPlace(type, props));
}

/** As `byContent`, with each path as the properties have it: not to be told. */
export function foundByContent(props: Bag, isAsked: (key: string) => boolean): Finding[] {
  const asked = Object.fromEntries(Object.entries(props).filter(([key]) => isAsked(key)));
  return secretsIn(asked).map(({ path, rule }) => ({ path, rule, says: SAID[rule] ?? "holds a secret" }));
}

/** As `byPlace`, with each path as the properties have it: not to be told. */
export function foundByPlace(type: string, props: Bag): Finding[] {
  return filledPlaces(type, props).map((path) => ({
    path,
    rule: "secret-place",
    says: "is there for a secret and holds a value",
  }));
}

/** Rules that find no secret but that none can be looked for. */
const SAID: Readonly<Record<string, string>> = {
  "too-deep": "is nested too deep to be looked into",
  "too-large": "holds packed text that is too large to be looked into",
};
