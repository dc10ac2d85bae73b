/** What an operator does around `up` for one of the systems, in the rehearsal as on a real cloud. */
import type { Clouds } from "../session/clouds.ts";
import type { SessionPaths } from "../session/paths.ts";

export interface OperatorContext {
  readonly clouds: Clouds;
  readonly paths: SessionPaths;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The stack's configuration, its keys without the project's name. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Says what is going on. */
  readonly say: (line: string) => void;
}

export interface System {
  /** Folder below `stacks/`. */
  readonly name: string;
  /** The guide to the same on a real account, below `docs/`. */
  readonly guide: string;
  /**
   * Configuration keys whose values come about as the system is operated, as a pushed image's digest does. They are kept
   * from one rehearsal to the next, without the project's name. Default: none.
   */
  readonly keeps?: readonly string[];
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
  readonly operate: (context: OperatorContext) => Promise<void>;
  /**
   * Deploys another version while clients keep asking.
   * @param up changes the stack's configuration and runs `pulumi up`
   * @throws Error when `up` fails or a request was lost
   */
  readonly deployAgain?: (context: OperatorContext, up: Up) => Promise<void>;
}

/** Sets keys of the stack's configuration, each with the project's name, and brings the stack up. */
export type Up = (changes: Readonly<Record<string, unknown>>) => Promise<void>;
