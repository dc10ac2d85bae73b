/** Which of an oci resource's inputs differ, and which of them replace it. */
import { compareInputs, type Change, type DiffSubject } from "../declared/diff.ts";
import type { Properties } from "../protocol/values.ts";
import { replaces } from "./replaces.ts";
import { isSet } from "./sets.ts";

export interface OciSubject extends Omit<DiffSubject, "replaces" | "isSet"> {
  readonly token: string;
}

export function diffInputs(subject: OciSubject, olds: Properties, news: Properties): Change[] {
  return compareInputs({ ...subject, replaces: (path) => replaces(subject.token, path), isSet }, olds, news);
}
