/** What the registry's two lists have in common: the compartments they look in, names with a star, and pages. */
import { pageOf } from "../../http/paging.ts";
import type { Call } from "../../route.ts";
import { ancestry } from "../identity/compartment-tree.ts";
import { needCompartment } from "../shared/compartment.ts";

/** Whether a thing lies where the call looks: in the compartment, or anywhere below it by `compartmentIdInSubtree`. */
export function lookedIn(call: Call): (item: { compartmentId: string }) => boolean {
  const { compartmentId = "", compartmentIdInSubtree } = call.query;
  needCompartment(call.world, compartmentId);
  return compartmentIdInSubtree === "true"
    ? (item) => ancestry(call.world, item.compartmentId).includes(compartmentId)
    : (item) => item.compartmentId === compartmentId;
}

/** Whether a name is the wanted one; `foo*` wants all that begin with foo. */
export function isNamed(wanted: string | undefined, name: string | undefined): boolean {
  if (wanted === undefined) {
    return true;
  }
  return wanted.endsWith("*") ? (name ?? "").startsWith(wanted.slice(0, -1)) : name === wanted;
}

/** One page of a list that is a field of the answer, with the header that leads to the next. */
export function paged<T>(call: Call, all: readonly T[]): { items: T[]; left: number; headers: Record<string, string> } {
  const { items, next } = pageOf(all, call.query["limit"], call.query["page"]);
  const shown = items as T[];
  const last = shown.at(-1);
  const left = last === undefined ? 0 : all.length - all.indexOf(last) - 1;
  return { items: shown, left, headers: next === undefined ? {} : { "opc-next-page": next } };
}
