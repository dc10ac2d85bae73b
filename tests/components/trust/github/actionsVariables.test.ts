import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { ownName } from "@tidegate/faults";
import {
  ActionsVariables,
  actionsVariablesFaults,
  lateValueFaults,
} from "../../../../components/trust/github/index.ts";
import { build, REPOSITORY } from "./built.ts";

const VARIABLES = {
  AWS_ROLE_TO_ASSUME: "arn:aws:iam::111122223333:role/quiz-prod-deploy",
  OCI_TENANCY_OCID: "ocid1.tenancy.oc1..CHANGEME",
  OCI_WIF_CLIENT_IDENTIFIER: "CHANGEME",
  DB_SECRET_ARN: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db",
  COMMIT: "0123456789abcdef0123456789abcdef01234567",
};

const faultsOf = (variables: Record<string, pulumi.Input<string>>) =>
  actionsVariablesFaults({ repository: REPOSITORY, variables }, ownName);

/** Made at run time: a fixture that looks like a secret must stand in no file. */
const letters = (count: number): string => randomBytes(count).toString("hex").slice(0, count);
const SECRETS: Readonly<Record<string, string>> = {
  "an access key": `AKIA${letters(16).toUpperCase()}`,
  "a secret access key": `aA1${letters(37).replace(/^./, "/")}`,
  "a token of GitHub": `ghp_${letters(36)}`,
  "a fine-grained token of GitHub": `github_pat_${letters(40)}`,
  "a token of Pulumi Cloud": `pul-${letters(40)}`,
  "a private key": ["-----BEGIN RSA", "PRIVATE KEY-----", letters(64)].join(" "),
  "a signed token": `eyJ${letters(10)}.eyJ${letters(20)}.${letters(30)}`,
  "a URL with a password": `postgres://app:${letters(12)}@db.example:5432/app`,
};

describe("ActionsVariables", () => {
  it("sets each for the repository, under its name", async () => {
    const { all } = await build(
      (options) => new ActionsVariables("vars", { repository: REPOSITORY, variables: VARIABLES }, options),
    );
    assert.deepEqual(
      all("ActionsVariable").map(({ inputs }) => inputs),
      Object.entries(VARIABLES).map(([variableName, value]) => ({ repository: "tidegate", variableName, value })),
    );
  });

  it("sets each for an environment's jobs alone where one is named", async () => {
    const args = {
      repository: REPOSITORY,
      environment: pulumi.output("prod"),
      variables: { AWS_REGION: "eu-central-1" },
    };
    const { only, all } = await build((options) => new ActionsVariables("vars", args, options));
    const inputs = { repository: "tidegate", environment: "prod", variableName: "AWS_REGION", value: "eu-central-1" };
    assert.deepEqual(only("ActionsEnvironmentVariable").inputs, inputs);
    assert.deepEqual(all("ActionsVariable"), []);
  });

  it("finds no fault in names of things and in placeholders", () => {
    assert.deepEqual(faultsOf(VARIABLES), []);
  });

  for (const name of [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "OCI_PRIVATE_KEY",
    "OCI_PRIVATE_KEY_PEM",
    "PULUMI_ACCESS_TOKEN",
    "NPM_TOKEN",
    "db_password",
    "CLIENT_SECRET",
    "API_KEY",
    "TOKEN",
  ]) {
    it(`refuses the name ${name}, whatever its value`, () => {
      const faults = faultsOf({ [name]: "CHANGEME" });
      assert.deepEqual(
        faults.map(({ path }) => path),
        [`variables.${name}`],
      );
      assert.match(faults[0]?.accepted ?? "", /^no secret/);
    });
  }

  for (const name of ["1ST", "WITH-HYPHEN", "", "GITHUB_REF", "github_ref"]) {
    it(`refuses the name "${name}", which GitHub doesn't take`, () => {
      assert.equal(faultsOf({ [name]: "x" }).length, 1);
    });
  }

  for (const [what, value] of Object.entries(SECRETS)) {
    it(`refuses ${what} as a value, and doesn't show it`, () => {
      const faults = faultsOf({ INNOCENT: value });
      assert.equal(faults.length, 1, value);
      assert.doesNotMatch(JSON.stringify(faults), new RegExp(value.slice(-8).replace(/[^\w]/g, ".")));
    });
  }

  it("refuses an empty value, one of more than 48 KB, and a name twice", () => {
    assert.equal(faultsOf({ EMPTY: "" }).length, 1);
    assert.equal(faultsOf({ LONG: "é".repeat(24 * 1024 + 1) }).length, 1);
    assert.equal(faultsOf({ LONG: "é".repeat(24 * 1024) }).length, 0);
    assert.equal(faultsOf({ REGION: "a", region: "b" }).length, 1);
  });

  it("refuses a value that comes later by the same rules, and one that is marked secret", () => {
    const path = "variables.LATER";
    assert.deepEqual(lateValueFaults(path, "eu-central-1", false), []);
    assert.match(JSON.stringify(lateValueFaults(path, SECRETS["a token of GitHub"] ?? "", false)), /a token of GitHub/);
    const [marked, ...others] = lateValueFaults(path, "harmless", true);
    assert.match(String(marked?.given), /marked secret/);
    assert.deepEqual(others, []);
  });
});
