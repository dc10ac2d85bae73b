/** A component built by the stand-in on a fake monitor. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsxFacts, type AwsxFacts } from "../../../../rehearsal/plugins/awsx/facts/facts.ts";
import { AwsxProvider } from "../../../../rehearsal/plugins/awsx/provider.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";
import type { ConstructRequest, Constructed } from "../../../../rehearsal/plugins/protocol/construct.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { FakeMonitor, type FakeOptions } from "./fake-monitor.ts";

export const AWS_VERSION = "7.0.0-test";

export interface Built {
  readonly monitor: FakeMonitor;
  readonly constructed: Constructed;
  readonly warnings: string[];
}

let facts: Promise<AwsxFacts> | undefined;

/** Collected once a run, into a folder of their own. */
export function testFacts(): Promise<AwsxFacts> {
  facts ??= awsxFacts(sdkVersion("@pulumi/awsx"), mkdtempSync(join(tmpdir(), "tidegate-facts-")));
  return facts;
}

/** @param request differs from a plain one called `net` */
export async function build(
  type: string,
  inputs: Properties,
  options: FakeOptions = {},
  request: Partial<ConstructRequest> = {},
): Promise<Built> {
  const monitor = new FakeMonitor(options);
  const warnings: string[] = [];
  const provider = await testProvider(warnings);
  const plain: ConstructRequest = {
    type,
    name: "net",
    stack: "dev",
    parent: "",
    inputs,
    inputDependencies: {},
    dependencies: [],
    providers: {},
    aliases: [],
    protect: false,
    retainOnDelete: false,
    preview: options.preview === true,
    monitor,
  };
  return { monitor, constructed: await provider.construct({ ...plain, ...request }), warnings };
}

export async function testProvider(warnings: string[] = []): Promise<AwsxProvider> {
  const warn = async (_urn: string, line: string): Promise<void> => void warnings.push(line);
  return new AwsxProvider({ version: "1.0.0", facts: await testFacts(), awsVersion: AWS_VERSION, warn });
}
