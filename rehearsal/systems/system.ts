/** What an operator does around `up` for one of the systems, in the rehearsal as on a real cloud. */
import type { Clouds } from "../session/clouds.ts";
import type { SessionPaths } from "../session/paths.ts";

interface Rehearsed {
  readonly clouds: Clouds;
  readonly paths: SessionPaths;
  /** Says what is going on. */
  readonly say: (line: string) => void;
}

/** What an administrator's own commands take. */
export interface Shell extends Rehearsed {
  /** The stack: `dev` or `prod`. */
  readonly environment: string;
  /** The variables that point a program at the rehearsal. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface OperatorContext extends Rehearsed {
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The stack's configuration, its keys without the project's name. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface System {
  /** Its project's name: a folder below `stacks/`, or the root project's. */
  readonly name: string;
  /** Folder of its project in the checkout. Default: `stacks/<name>`. */
  readonly folder?: string;
  /** The guide to the same on a real account, below `docs/`. */
  readonly guide: string;
  /**
   * Configuration keys whose values come about as the system is operated, as a pushed image's digest does. They are kept
   * from one rehearsal to the next, without the project's name. Default: none.
   */
  readonly keeps?: readonly string[];
  /** Which environment must be up before this one, if one must, and why. Default: none. */
  readonly needs?: (shell: Shell) => Promise<{ environment: string; why: string } | undefined>;
  /** Before the first `up`: clears away what an interrupted rehearsal left. Default: nothing. */
  readonly clear?: (shell: Shell) => Promise<void>;
  /**
   * After the first `up`: what that one found missing is brought, images for the most part, and the stack is brought up with
   * it. Does nothing where nothing is missing.
   * @throws Error when `up` fails
   */
  readonly deliver?: (context: OperatorContext, up: Up) => Promise<void>;
  /**
   * After `up`: what is done out of band, and the proof that the system serves.
   * @throws Error with the reasons when it doesn't
   */
  readonly operate: (context: OperatorContext, shell: Shell) => Promise<void>;
  /**
   * Deploys another version while clients keep asking.
   * @param up changes the stack's configuration and runs `pulumi up`
   * @throws Error when `up` fails or a request was lost
   */
  readonly deployAgain?: (context: OperatorContext, up: Up) => Promise<void>;
}

/** Sets keys of the stack's configuration, each with the project's name, and brings the stack up. */
export type Up = (changes: Readonly<Record<string, unknown>>) => Promise<void>;
