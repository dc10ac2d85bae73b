/** The foundation's whole program against mocks: who is told what, and under which names. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { kindOf } from "../../support/built.ts";
import { runProgram } from "../program.ts";
import type { Made } from "../program.ts";

const SYSTEMS = ["circle-of-trust", "order-tracking", "sandbox-broker", "trivia-pay"];

describe("the foundation's program", () => {
  let made: readonly Made[] = [];
  before(async () => {
    made = await runProgram({ system: "foundation", environment: "dev", changes: { ociTenancyId: "" } });
  });
  const all = (kind: string) => made.filter(({ type }) => kindOf(type) === kind).map(({ inputs }) => inputs);

  it("makes two roles a system, each under the one boundary", () => {
    const roles = made.filter(({ type }) => type === "aws:iam/role:Role").map(({ inputs }) => inputs);
    const names = SYSTEMS.flatMap((system) => ["preview", "deploy"].map((purpose) => `${system}-dev-${purpose}`));
    assert.deepEqual(roles.map(({ name }) => String(name)).sort(), names.sort());
    assert.deepEqual([...new Set(roles.map(({ permissionsBoundary }) => permissionsBoundary))].length, 1);
  });

  it("lets S3 where the states are use the states' key, whatever region the system is in", () => {
    const texts = made
      .filter(({ type }) => type === "aws:iam/policy:Policy")
      .map(({ inputs }) => String(inputs["policy"]));
    const services = texts.flatMap((text) =>
      [...text.matchAll(/"kms:ViaService":"(s3\.[^"]+)"/g)].map(([, one]) => one),
    );
    assert.equal(services.length, SYSTEMS.length * 2);
    assert.deepEqual([...new Set(services)], ["s3.eu-central-1.amazonaws.com"]);
  });

  it("lets a system that is not on AWS reach its state there, and nothing else", () => {
    const [text = ""] = made.flatMap(({ name, inputs }) =>
      name === "trivia-pay-dev-deploy-1" && typeof inputs["policy"] === "string" ? [inputs["policy"]] : [],
    );
    const services = new Set([...text.matchAll(/"([a-z0-9]+):[A-Z]\w+"/g)].map(([, service]) => service));
    assert.deepEqual([...services].sort(), ["kms", "s3"]);
  });

  it("tells previews what they need in variables of the repository, and deployments in those of the environment", () => {
    const values = (kind: string) =>
      Object.fromEntries(all(kind).map(({ variableName, value }) => [String(variableName), String(value)]));
    const repository = values("ActionsVariable");
    const environment = values("ActionsEnvironmentVariable");
    assert.deepEqual(Object.keys(repository).sort(), [
      "AWS_PREVIEW_ROLES_DEV",
      "AWS_REGION_DEV",
      "PULUMI_BACKEND_URL_DEV",
    ]);
    assert.deepEqual(Object.keys(environment).sort(), ["AWS_DEPLOY_ROLES", "AWS_REGION", "PULUMI_BACKEND_URL"]);
    const told = [
      [repository["AWS_PREVIEW_ROLES_DEV"], "preview"],
      [environment["AWS_DEPLOY_ROLES"], "deploy"],
    ] as const;
    for (const [text = "", purpose] of told) {
      const arns = SYSTEMS.map((system) => [system, `arn:aws:iam::111122223333:role/${system}-dev-${purpose}`]);
      assert.deepEqual(JSON.parse(text), Object.fromEntries(arns));
    }
  });

  it("waits for checks that the workflows really have", () => {
    const [merge] = all("RepositoryRuleset").filter(({ target }) => target === "branch");
    const text = JSON.stringify(merge?.["rules"]);
    const required = [...text.matchAll(/"context":"([^"]+)"/g)].map(([, context]) => context ?? "");
    assert.ok(required.length > 0);
    const jobs = ["test", "preview"].flatMap(jobNames);
    for (const check of required) assert.ok(jobs.includes(check), `no job is called ${check}: ${jobs.join(", ")}`);
  });

  it("keeps the administrator's tokens out of the state", async () => {
    const variables = ["GITHUB_TOKEN", "PULUMI_ACCESS_TOKEN"];
    const before = variables.map((name) => process.env[name]);
    const token = randomBytes(20).toString("hex");
    for (const name of variables) process.env[name] = token;
    try {
      const again = await runProgram({
        system: "foundation",
        environment: "dev",
        changes: { ociTenancyId: "", pulumiOrganization: "tidegate" },
      });
      const told = again.filter(({ inputs }) => JSON.stringify(inputs).includes(token)).map(({ name }) => name);
      assert.deepEqual(told, []);
      const providers = again.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ type }) => type);
      assert.ok(providers.includes("pulumi:providers:github"), "providers are among what was looked through");
    } finally {
      variables.forEach((name, at) => {
        const value = before[at];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      });
    }
  });

  it("has nothing in Pulumi Cloud without an organisation there", () => {
    assert.deepEqual(all("DeploymentSettings"), []);
  });
});

describe("the foundation's program, where Pulumi Cloud keeps the states", () => {
  const changes = { pulumiOrganization: "tidegate" };
  let made: readonly Made[] = [];
  let prods: readonly Made[] = [];
  before(async () => {
    made = await runProgram({ system: "foundation", environment: "dev", changes });
    prods = await runProgram({
      system: "foundation",
      environment: "prod",
      changes: { ...changes, oidcProvider: "create" },
    });
  });
  const all = (kind: string, of = made) => of.filter(({ type }) => kindOf(type) === kind).map(({ inputs }) => inputs);

  it("gives Pulumi's runs roles of their own, and a system that isn't on AWS none there", () => {
    const names = SYSTEMS.filter((system) => system !== "trivia-pay").flatMap((system) =>
      ["preview", "deploy", "pulumi-preview", "pulumi-deploy"].map((purpose) => `${system}-dev-${purpose}`),
    );
    const roles = all("Role").map(({ name }) => String(name));
    assert.deepEqual(roles.sort(), names.sort());
  });

  it("gives no role a way to the bucket's states, and tells no workflow of it", () => {
    const policies = all("Policy").map(({ policy }) => String(policy));
    assert.deepEqual(
      policies.filter((text) => text.includes("tidegate-states-dev")),
      [],
    );
    const told = [...all("ActionsVariable"), ...all("ActionsEnvironmentVariable")].map(
      ({ variableName }) => variableName,
    );
    assert.deepEqual(
      told.filter((one) => String(one).startsWith("PULUMI_BACKEND_URL")),
      [],
    );
    for (const { operationContext } of all("DeploymentSettings")) {
      assert.ok(!JSON.stringify(operationContext).includes("PULUMI_BACKEND_URL"));
    }
  });

  it("holds every run to the policies, by files that are there", () => {
    for (const [of, levels] of [
      [made, "dev.json"],
      [prods, "prod.json"],
    ] as const) {
      for (const { operationContext, sourceContext } of all("DeploymentSettings", of)) {
        const variables = recordIn(operationContext, "environmentVariables");
        const folder = join(import.meta.dirname, "../../..", String(recordIn(sourceContext, "git")["repoDir"]));
        const [pack, config] = ["", "_CONFIG"].map((end) => String(variables[`PULUMI_OPTION_POLICY_PACK${end}`]));
        assert.ok(statSync(join(folder, String(pack))).mode & 0o100, "the pack is a program");
        assert.equal(basename(String(config)), levels);
        assert.ok(statSync(join(folder, String(config))).isFile());
      }
    }
  });

  it("has a stack and its settings for every system, and deploys by a push only where the environment takes that branch", () => {
    for (const [of, deploys] of [
      [made, true],
      // Without an identity domain of prod's own, a run of trivia-pay gets into no cloud.
      [prods, false],
    ] as const) {
      const settings = all("DeploymentSettings", of);
      assert.equal(settings.length, deploys ? SYSTEMS.length : SYSTEMS.length - 1);
      for (const { vcs } of settings) assert.equal(isRecord(vcs) && vcs["deployCommits"], deploys);
    }
  });
});

function recordIn(value: unknown, key: string): Record<string, unknown> {
  const found = isRecord(value) ? value[key] : undefined;
  return isRecord(found) ? found : {};
}

/** A job's name, or its key where it has none: what GitHub shows of it. */
function jobNames(workflow: string): string[] {
  const path = join(import.meta.dirname, "../../../.github/workflows", `${workflow}.yml`);
  const document: unknown = parse(readFileSync(path, "utf8"));
  const jobs = isRecord(document) && isRecord(document["jobs"]) ? document["jobs"] : {};
  return Object.entries(jobs).map(([key, job]) =>
    isRecord(job) && typeof job["name"] === "string" ? job["name"] : key,
  );
}
