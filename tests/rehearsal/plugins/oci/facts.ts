/** The facts that these tests share: collected once a run, into a folder of their own. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts } from "../../../../rehearsal/plugins/oci/facts/types.ts";
import { knownFacts } from "../../../../rehearsal/plugins/oci/knowledge.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";

let facts: Promise<Facts> | undefined;

export function testFacts(): Promise<Facts> {
  facts ??= knownFacts(sdkVersion("@pulumi/oci"), mkdtempSync(join(tmpdir(), "tidegate-facts-")));
  return facts;
}
