/** Where an engine came from: found on PATH, the official download, or built here from Go modules. */
export type Origin = "path" | "official" | "built";

export const ORIGINS: readonly Origin[] = ["path", "official", "built"];

/** A Pulumi engine that is ready to run. */
export interface Engine {
  /** The `pulumi` executable, as an absolute path. */
  pulumi: string;
  /**
   * The folder to put first on PATH: it holds `pulumi`, and the language host and dynamic provider
   * that belong to it (those two may also be elsewhere on PATH when `origin` is "path").
   */
  binDir: string;
  /** The engine's version without a leading v, for instance "3.270.0". */
  version: string;
  origin: Origin;
}

/** One way to come by an engine. It answers with an engine, or says in a sentence why it has none. */
export interface Way {
  origin: Origin;
  attempt(): Promise<Outcome>;
}

export type Outcome = { engine: Engine } | { refused: string };

/** Takes one line at a time about what is going on; lines have no line break at their end. */
export type Progress = (line: string) => void;
