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
