import { createHash } from "node:crypto";
import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { findingText } from "@tidegate/policy";
import type { Level, Policy } from "@tidegate/policy";
import type { Invocation, Location, Log, ReportingDescriptor, Result, Run } from "sarif";
import type { Found } from "../judge.ts";
import { STANDARD_INPUT } from "../source.ts";
import { ListWriter } from "./list.ts";
import type { Outcome, Report, ReportOptions } from "./report.ts";

/**
 * SARIF 2.1.0, as GitHub's code scanning takes it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export class SarifReport implements Report {
  readonly #list: ListWriter;
  readonly #indexes: ReadonlyMap<string, number>;

  constructor({ write, policies }: ReportOptions) {
    this.#indexes = new Map(policies.map(({ name }, index) => [name, index]));
    const { $schema, version }: Log = { $schema: SCHEMA, version: "2.1.0", runs: [] };
    const run: Run = {
      tool: { driver: { name: "tidegate audit", rules: policies.map(descriptor) } },
      columnKind: "utf16CodeUnits",
    };
    const head = JSON.stringify({ $schema, version, runs: [] }).slice(0, -"]}".length);
    this.#list = new ListWriter(write, `${head}${JSON.stringify(run).slice(0, -"}".length)},"results":`);
  }

  found(found: Found, input: string): void {
    this.#list.add({ ...result(found, input), ruleIndex: this.#indexes.get(found.policy.name) ?? -1 });
  }

  end(outcome: Outcome): void {
    this.#list.end(`,"invocations":${JSON.stringify([invocation(outcome)])}}]}`);
  }
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

function descriptor({ name, description, remedy, levels }: Policy): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: description },
    help: { text: remedy },
    defaultConfiguration: { level: LEVELS[levels.prod] },
  };
}

function result(found: Found, input: string): Result {
  const { policy, level, isExempt, exemption } = found;
  return {
    ruleId: policy.name,
    level: LEVELS[level],
    message: { text: findingText(found, policy.remedy) },
    locations: [location(found, input)],
    partialFingerprints: { "tidegate/v1": fingerprint(found) },
    ...(isExempt &&
      exemption !== undefined && {
        suppressions: [
          { kind: "external", status: "accepted", justification: `${exemption.reason} (until ${exemption.until})` },
        ],
      }),
  };
}

function location({ urn, path, line }: Found, input: string): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(input) },
      ...(line !== undefined && { region: { startLine: line } }),
    },
    logicalLocations: [
      ...(urn === "" ? [] : [{ fullyQualifiedName: urn, kind: "resource" }]),
      ...(path === "" ? [] : [{ name: path, fullyQualifiedName: `${urn}#${path}`, kind: "property" }]),
    ],
  };
}

/** The same from run to run, whatever else is in the state and whatever the value is. */
function fingerprint({ policy, rule, urn, path, says }: Found): string {
  return createHash("sha256")
    .update(JSON.stringify([policy.name, rule ?? says, urn, path]))
    .digest("hex");
}

function invocation({ unreadable, exitCode }: Outcome): Invocation {
  return {
    executionSuccessful: unreadable.length === 0,
    exitCode,
    toolExecutionNotifications: unreadable.map(({ path, why }) => ({
      level: "error",
      message: { text: `${path} ${why}.` },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
    })),
  };
}

function uriOf(path: string): string {
  if (path === STANDARD_INPUT) return "stdin";
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.split(sep).map(encodeURIComponent).join("/");
}

const LEVELS = { mandatory: "error", advisory: "warning" } as const satisfies Readonly<Record<Level, string>>;
