/** The facts that these tests share: collected once a run, into a folder of their own. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandFacts, type CommandFacts } from "../../../../rehearsal/plugins/command/facts.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";

let facts: Promise<CommandFacts> | undefined;

export function testFacts(): Promise<CommandFacts> {
  facts ??= commandFacts(sdkVersion("@pulumi/command"), mkdtempSync(join(tmpdir(), "tidegate-facts-")));
  return facts;
}
