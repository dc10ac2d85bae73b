/**
 * Installs the official Pulumi command line: `node install-official.ts FOLDER VERSION`. A program of its own, because the
 * Automation API is slow to load and what it starts can only be ended from outside.
 */
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import semver from "semver";

const [root, version] = process.argv.slice(2);
if (root === undefined || version === undefined) {
  throw new Error("usage: node install-official.ts FOLDER VERSION");
}
await PulumiCommand.install({ root, version: new semver.SemVer(version) });
