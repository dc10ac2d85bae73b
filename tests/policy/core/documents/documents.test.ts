import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UNKNOWN } from "@tidegate/policy";
import {
  coversAction,
  documentsOf,
  DOCUMENTS,
  isEverything,
  isPinnedBy,
  ociStatement,
  statementPath,
  statementsOf,
} from "@tidegate/policy/documents";
import { resource } from "../../keyless/judged.ts";

describe("IAM's documents", () => {
  it("are read alike, whatever their form", () => {
    const whole = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"], Principal: { AWS: ["1"] } };
    const short = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Principal: { AWS: "1" } };
    const [expected] = statementsOf({ Statement: [whole] }) ?? [];
    assert.ok(expected);
    const same = [
      { Statement: [short] },
      JSON.stringify({ Version: "2012-10-17", Statement: [whole] }),
      { statement: [{ effect: "Allow", action: "s3:GetObject", resource: "*", principal: { AWS: "1" } }] },
    ];
    for (const document of same) assert.deepEqual(statementsOf(document), [expected]);
    assert.deepEqual(statementsOf({ Statement: short }), [{ ...expected, path: "Statement" }]);
  });

  it("have no statement where there is no document, or it isn't known", () => {
    for (const value of [undefined, null, "", UNKNOWN, {}, { Statement: UNKNOWN }, { Statement: [UNKNOWN] }]) {
      assert.deepEqual(statementsOf(value), []);
    }
    assert.deepEqual(statementsOf({ Statement: { Effect: UNKNOWN, Action: "*" } }), []);
  });

  it("can't be read where they are no JSON objects of statements", () => {
    for (const value of ["{", "[]", "1", 7, true, [], { Statement: "all" }, { Statement: [{}, "all"] }]) {
      assert.equal(statementsOf(value), undefined);
    }
  });

  it("tell what isn't known from what is missing", () => {
    const [statement] =
      statementsOf({ Statement: [{ Action: [UNKNOWN, "a:B"], Condition: { StringEquals: UNKNOWN } }] }) ?? [];
    assert.deepEqual(statement?.action, { values: ["a:B"], isWhole: false });
    assert.deepEqual(statement.conditions, { values: [], isWhole: false });
    assert.equal(statement.resource, undefined);
  });

  it("are found where resources keep them, each with its path", () => {
    const text = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*" }] });
    const role = resource("aws:iam/role:Role", {
      inlinePolicies: [{ name: "none" }, { policy: text }],
      assumeRolePolicy: text,
    });
    const [document, ...others] = documentsOf(role, "identity");
    assert.ok(document?.statements?.[0]);
    assert.equal(
      statementPath(document, document.statements[0], "Action"),
      "inlinePolicies[1].policy.Statement[0].Action",
    );
    assert.deepEqual(others, []);
    assert.deepEqual(documentsOf(resource("aws:s3/object:Object", { policy: text }), "resource"), []);
  });

  it("are looked for in properties that the installed SDK has", () => {
    const properties = propertiesOf("@pulumi/aws");
    for (const types of Object.values(DOCUMENTS)) {
      for (const [type, places] of Object.entries(types)) {
        for (const place of places) {
          assert.ok(properties.get(type)?.has(place.split(".")[0] ?? ""), `${type} has no ${place}`);
        }
      }
    }
  });

  it("are looked for in every type whose name says that it is a policy, but for those that are something else", () => {
    const known = new Set(Object.values(DOCUMENTS).flatMap((types) => Object.keys(types)));
    const missing = [...propertiesOf("@pulumi/aws")]
      .filter(
        ([type, names]) =>
          type.endsWith("Policy") && ["policy", "policyDocument", "resourcePolicy"].some((one) => names.has(one)),
      )
      .map(([type]) => type)
      .filter((type) => !known.has(type));
    assert.deepEqual(missing.toSorted(), OTHERS);
  });
});

/** Limits, APIs that are there to be called, and documents of another language. */
const OTHERS = [
  "aws:apigateway/restApiPolicy:RestApiPolicy",
  "aws:cloudwatch/logAccountPolicy:LogAccountPolicy",
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy",
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:ecrpublic/repositoryPolicy:RepositoryPolicy",
  "aws:iot/policy:Policy",
  "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy",
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
  "aws:resiliencehub/resiliencyPolicy:ResiliencyPolicy",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy",
  "aws:vpclattice/authPolicy:AuthPolicy",
  "aws:vpclattice/resourcePolicy:ResourcePolicy",
];

describe("patterns", () => {
  for (const [pattern, action, expected] of [
    ["*", "iam:PassRole", true],
    ["iam:Pass*", "iam:PassRole", true],
    ["IAM:*ROLE", "iam:PassRole", true],
    ["iam:PassRol?", "iam:PassRole", true],
    ["*:*", "iam:PassRole", true],
    ["i*s*le", "iam:PassRole", true],
    ["iam:Pass", "iam:PassRole", false],
    ["iam:PassRole?", "iam:PassRole", false],
    ["s3:*", "iam:PassRole", false],
    ["", "iam:PassRole", false],
    ["iam.PassRole", "iam:PassRole", false],
  ] as const) {
    it(`"${pattern}" ${expected ? "stands" : "doesn't stand"} for ${action}`, () => {
      assert.equal(coversAction(pattern, action), expected);
    });
  }

  it("are matched in a moment, whatever they are", () => {
    assert.equal(coversAction("*a".repeat(2000) + "b", "a".repeat(4000)), false);
  });

  it("are everything where nothing but wildcards is left of them", () => {
    for (const text of ["*", "**", "*:*", "?*", "arn:aws:*", "arn:*", "arn:aws-cn:*:*:*:*:*"])
      assert.ok(isEverything(text), text);
    for (const text of ["", "s3:*", "arn:aws:s3:::*", "arn:aws:iam::*:role/*", ":"])
      assert.ok(!isEverything(text), text);
  });
});

describe("OCI's statements", () => {
  it("are taken apart, however they are written", () => {
    assert.deepEqual(
      ociStatement(
        "ALLOW group 'Default'/'a to b',c\n to  Manage repos IN compartment id X where any {a='in', b='to'}",
      ),
      {
        keyword: "allow",
        subject: ["group", "'default'/'a to b'", "c"],
        verb: "manage",
        resource: "repos",
        place: ["compartment", "id", "x"],
        condition: "any {a='in', b='to'}",
      },
    );
    assert.equal(ociStatement("Allow group a to {REPO_READ, REPO_UPDATE} in tenancy").verb, "{repo_read, repo_update}");
    assert.equal(ociStatement("nothing of the kind").verb, "");
    assert.equal(ociStatement("").keyword, "");
  });

  for (const [condition, expected] of [
    ["a = 'x'", true],
    ["A='x'", true],
    ["all {b = 'y', a = 'x'}", true],
    ["any {a = 'x', a = 'y'}", true],
    ["any {a = 'x', all {a = 'y', b = 'z'}, a = ','}", true],
    ["ALL{b='}', a='x'}", true],
    ["", false],
    ["b = 'x'", false],
    ["a != 'x'", false],
    ["a = /x*/", false],
    ["a = 'x*'", false],
    ["a = ''", false],
    ["a = b", false],
    ["any {a = 'x', b = 'y'}", false],
    ["any {}", false],
    ["all {a = 'x'", false],
    ["all {a = 'x}", false],
    ["all {a = 'x'}, b = 'y'", false],
    [`${"all {".repeat(1000)}a = 'x'${"}".repeat(1000)}`, false],
  ] as const) {
    it(`${expected ? "are" : "aren't"} pinned by ${condition.slice(0, 60) || "nothing"}`, () => {
      assert.equal(
        isPinnedBy(condition, (variable) => variable === "a"),
        expected,
      );
    });
  }
});

/** Names of the inputs of each resource of an SDK, by its type. */
function propertiesOf(sdk: string): Map<string, ReadonlySet<string>> {
  const folder = dirname(createRequire(import.meta.url).resolve(`${sdk}/package.json`));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".js") && !path.includes("node_modules"),
  );
  return new Map(
    files.flatMap((path) => {
      const text = readFileSync(join(folder, path), "utf8");
      const [, type] = /__pulumiType = '([^']+)'/.exec(text) ?? [];
      const names = [...text.matchAll(/resourceInputs\["(\w+)"\] = /g)].map(([, name]) => name ?? "");
      return type === undefined ? [] : [[type, new Set(names)] as const];
    }),
  );
}
