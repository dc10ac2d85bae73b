import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import addFormats from "ajv-formats";
import Ajv from "ajv-draft-04";
import type { Policy } from "@tidegate/policy";
import type { Log, Result } from "sarif";
import type { Found } from "../../../cli/audit/judge.ts";
import { JsonReport } from "../../../cli/audit/report/json.ts";
import type { Outcome, Report, ReportOptions } from "../../../cli/audit/report/report.ts";
import { SarifReport } from "../../../cli/audit/report/sarif.ts";
import { TextReport } from "../../../cli/audit/report/text.ts";

const policy: Policy = {
  name: "named",
  about: "stack",
  description: "It is named.",
  remedy: "Name it.",
  sources: [],
  levels: { dev: "advisory", prod: "mandatory" },
  judge: () => [],
};
const URN = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::b";
const exemption = { policy: "named", resource: URN, reason: "It came so.", until: "2027-01-01" };
const FOUND: Found = {
  policy,
  level: "mandatory",
  urn: URN,
  path: "tags.Name",
  rule: "odd",
  says: "is odd",
  line: 12,
  isExempt: false,
};
const FINDINGS: readonly Found[] = [
  FOUND,
  { ...FOUND, level: "advisory", path: "", rule: undefined, says: "is not protected" },
  { ...FOUND, exemption, isExempt: true, urn: `${URN}2`, line: 40 },
  { ...FOUND, exemption: { ...exemption, until: "2026-01-01" }, urn: `${URN}3`, line: 60 },
  { ...FOUND, urn: "", path: "", line: undefined },
];
const OUTCOME: Outcome = {
  inputs: [{ path: "states/dev one.json", resources: 7, findings: 4 }],
  counts: { mandatory: 3, advisory: 1, exempt: 1 },
  unreadable: [{ path: "-", why: "is empty" }],
  passedOver: ["package.json"],
  exemptions: [exemption, { ...exemption, until: "2026-01-01" }],
  today: "2026-11-21",
  exitCode: 2,
};

function written(
  Format: new (options: ReportOptions) => Report,
  findings: readonly Found[] = FINDINGS,
  outcome: Outcome = OUTCOME,
): string {
  let text = "";
  const report = new Format({ write: (piece) => (text += piece), policies: [policy] });
  for (const one of findings) report.found(one, "states/dev one.json");
  for (const input of outcome.inputs) report.judged?.(input);
  report.end(outcome);
  return text;
}

function sarif(findings?: readonly Found[], outcome?: Outcome): Log {
  return JSON.parse(written(SarifReport, findings, outcome)) as Log;
}

describe("A report as text", () => {
  it("goes by resource, and ends with what couldn't be read, exemptions and counts", () => {
    assert.equal(
      written(TextReport),
      `states/dev one.json:12  ${URN}
  mandatory  named  tags.Name: is odd. Name it. [odd]
  advisory   named  is not protected. Name it.
states/dev one.json:60  ${URN}3
  mandatory  named  tags.Name: is odd. Name it. [odd] Its exemption ended on 2026-01-01.
states/dev one.json
  mandatory  named  is odd. Name it. [odd]
states/dev one.json: 4 findings in 7 resources
Not read: - is empty.
Passed over: package.json is neither a state nor a preview.
Exempt: named doesn't hold for ${URN} until 2027-01-01: It came so.
Ended: the exemption of ${URN} from named counts no longer since 2026-01-01. Take it out.
3 mandatory, 1 advisory, 1 exempt; 1 input not read.
`,
    );
  });

  it("lets no name steer a terminal or begin a line", () => {
    const text = written(TextReport, [{ ...FOUND, urn: "a\u001b[2Jb\nc\u202ed", path: "x\u009by" }]);
    assert.match(text, /a\\u001b\[2Jb\\u000ac\\u202ed\n/);
    assert.match(text, /x\\u009by/);
  });
});

describe("A report as JSON", () => {
  it("has each finding, and the rest behind", () => {
    const report = JSON.parse(written(JsonReport)) as { findings: unknown[]; exitCode: number };
    assert.deepEqual(report.findings[0], {
      input: "states/dev one.json",
      line: 12,
      urn: URN,
      path: "tags.Name",
      policy: "named",
      rule: "odd",
      level: "mandatory",
      says: "is odd",
      remedy: "Name it.",
      exempt: null,
    });
    const { findings, ...rest } = report;
    assert.equal(findings.length, FINDINGS.length);
    assert.deepEqual(rest, { version: 1, ...OUTCOME });
  });
});

describe("A report as SARIF", () => {
  const file = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const check = ajv.compile<Log>(JSON.parse(readFileSync(file, "utf8")) as object);

  const nothing = { ...OUTCOME, unreadable: [], exitCode: 0 } as const;
  for (const [name, log] of Object.entries({ findings: sarif(), "no finding": sarif([], nothing) })) {
    it(`is as the schema of SARIF 2.1.0 has it, with ${name}`, () => {
      assert.ok(check(log), JSON.stringify(check.errors));
    });
  }

  it("is held to the schema", () => {
    const log = sarif();
    assert.equal(check({ ...log, runs: [{ ...log.runs[0], results: [{ message: "no object" }] }] }), false);
  });

  it("names file, line, resource and property, and is suppressed where it is exempt", () => {
    const [first, advisory, exempt, , ofStack] = sarif().runs[0]?.results ?? [];
    assert.deepEqual(
      [first?.ruleId, first?.ruleIndex, first?.level, first?.message.text, first?.locations],
      [
        "named",
        0,
        "error",
        "tags.Name: is odd. Name it. [odd]",
        [
          {
            physicalLocation: { artifactLocation: { uri: "states/dev%20one.json" }, region: { startLine: 12 } },
            logicalLocations: [
              { fullyQualifiedName: URN, kind: "resource" },
              { name: "tags.Name", fullyQualifiedName: `${URN}#tags.Name`, kind: "property" },
            ],
          },
        ],
      ],
    );
    assert.equal(advisory?.level, "warning");
    assert.deepEqual(exempt?.suppressions, [
      { kind: "external", status: "accepted", justification: "It came so. (until 2027-01-01)" },
    ]);
    assert.deepEqual(ofStack?.locations?.[0]?.logicalLocations, []);
  });

  it("has a fingerprint that stays when lines move and levels change, and differs by place and rule", () => {
    const printOf = (found: Found): Result["partialFingerprints"] =>
      sarif([found]).runs[0]?.results?.[0]?.partialFingerprints;
    assert.deepEqual(printOf({ ...FOUND, line: 99, level: "advisory" }), printOf(FOUND));
    for (const other of [{ path: "tags" }, { urn: `${URN}2` }, { rule: "even" }]) {
      assert.notDeepEqual(printOf({ ...FOUND, ...other }), printOf(FOUND));
    }
  });
});
