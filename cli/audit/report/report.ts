/** What an audit tells, as it goes on: a report that had to hold all findings would grow with the state. */
import type { Exemption, Policy } from "@tidegate/policy";
import type { Found } from "../judge.ts";

/** One format. */
export interface Report {
  /** @param input as it was given; `-` is standard input */
  found(one: Found, input: string): void;
  /** After its findings. Default: nothing is told of it then. */
  judged?(input: Audited): void;
  /** Last. */
  end(outcome: Outcome): void;
}

export interface ReportOptions {
  readonly write: (text: string) => void;
  /** All that are asked, whether they find something or not. */
  readonly policies: readonly Policy[];
}

/** An input that was judged, whole or up to where it couldn't be read. */
export interface Audited {
  readonly path: string;
  readonly resources: number;
  /** How many, without those that are exempt. */
  readonly findings: number;
}

export interface Outcome {
  readonly inputs: readonly Audited[];
  readonly counts: Counts;
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
  /** Files in folders that hold neither a state nor a preview. */
  readonly passedOver: readonly string[];
  readonly exemptions: readonly Exemption[];
  /** The day on which exemptions were looked at. */
  readonly today: string;
  /** 0: nothing was found; 1: something that counts was; 2: an input couldn't be read. */
  readonly exitCode: 0 | 1 | 2;
}

export interface Counts {
  readonly mandatory: number;
  readonly advisory: number;
  readonly exempt: number;
}
