import { spawn } from "node:child_process";

import type { Progress } from "./engine.ts";
import { ticking } from "./ticking.ts";

export interface GoBuild {
  /** What is built, for people. */
  title: string;
  /** The folder of the Go module whose go.mod and go.sum pin everything. */
  cwd: string;
  /** The package to build, as an import path. */
  package: string;
  /** The executable to write, as an absolute path. */
  output: string;
  ldflags: readonly string[];
  env: NodeJS.ProcessEnv;
  progress: Progress;
}

/** Builds one executable, changing no pin. Answers with the end of Go's own words when that fails. */
export async function goBuild(go: string, options: GoBuild): Promise<{ refused: string } | undefined> {
  const follower = new Follower();
  const args = ["build", "-v", "-mod=readonly", "-buildvcs=false", "-ldflags", options.ldflags.join(" ")];
  const code = await ticking(
    `still building ${options.title}`,
    options.progress,
    () => run(go, [...args, "-o", options.output, options.package], options, follower),
    () => follower.now(),
  );
  return code === 0 ? undefined : { refused: `go build of ${options.title} failed: ${follower.end()}` };
}

function run(go: string, args: string[], options: GoBuild, follower: Follower): Promise<number | null> {
  return new Promise((resolve, reject) => {
    // GOWORK=off: a go.work in a folder above must not change what is built.
    const child = spawn(go, args, {
      cwd: options.cwd,
      env: { ...options.env, GOWORK: "off" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => follower.take(text));
    child.once("error", reject);
    child.once("close", resolve);
  });
}

/** Follows what `go build -v` prints: a line a module that it downloads, and a line a package that it compiles. */
class Follower {
  #downloaded = 0;
  #compiled = 0;
  #rest = "";
  #last: string[] = [];

  take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("go: downloading ")) {
        this.#downloaded += 1;
      } else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) {
        this.#compiled += 1;
      } else if (line.trim() !== "") {
        this.#last = [...this.#last, line.trim()].slice(-5);
      }
    }
  }

  now(): string {
    return `${this.#downloaded} modules downloaded, ${this.#compiled} packages compiled`;
  }

  end(): string {
    return [...this.#last, this.#rest.trim()].filter((line) => line !== "").join(" | ") || "it printed no reason";
  }
}
