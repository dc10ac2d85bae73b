/** Refusals that many operations share. */
import { invalidParameter } from "../../errors.ts";
import { ocidKind } from "../../ocid.ts";

/** @throws ServiceError 400 when the text is not an OCID of that kind */
export function needKind(field: string, id: string, kind: string): void {
  if (ocidKind(id) !== kind) {
    throw invalidParameter(`${field} must be an OCID of kind ${kind}, not ${id}.`);
  }
}

/** @throws ServiceError 400 when a text is shorter or longer than OCI allows */
export function needLength(field: string, text: string | undefined, least: number, most: number): void {
  if (text !== undefined && (text.length < least || text.length > most)) {
    throw invalidParameter(`${field} size must be between ${least} and ${most}.`);
  }
}

/** @throws ServiceError 400 when a number is no whole one within these bounds */
export function needWithin(field: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > most)) {
    throw invalidParameter(`${field} must be a whole number from ${least} to ${most}, not ${value}.`);
  }
}

/** @throws ServiceError 400 when a text is none of these */
export function needOneOf(field: string, value: string, values: readonly string[]): void {
  if (!values.includes(value)) {
    throw invalidParameter(`${field} must be one of ${values.join(", ")}, not ${value}.`);
  }
}
