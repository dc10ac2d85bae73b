import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SmokeCheck, type SmokeCheckArgs } from "../../../../components/rollout/smoke/index.ts";
import { build, known } from "../../oci/built.ts";

const ARGS: SmokeCheckArgs = {
  healthUrl: "https://example.org/health",
  databaseUrl: "https://example.org/health/db",
  serving: "ocid1.instanceconfiguration.oc1..one",
};

describe("SmokeCheck", () => {
  const make = (change: Partial<SmokeCheckArgs> = {}) =>
    build((options) => new SmokeCheck("quiz", { ...ARGS, ...change }, options));
  const asked = (inputs: Record<string, unknown>): unknown => JSON.parse(String(inputs["stdin"]));

  it("asks the health URL, then the database URL, each with a local command", async () => {
    const { resources } = await make();
    assert.deepEqual(
      resources.map(({ type, name }) => `${type} ${name}`),
      [
        "tidegate-rollout:index:SmokeCheck quiz",
        "command:local:Command quiz-health",
        "command:local:Command quiz-database",
      ],
    );
    const [component, health, database] = resources;
    assert.equal(health?.options.parent, database?.options.parent);
    assert.equal(health?.options.dependsOn, undefined);
    const [before] = [database?.options.dependsOn].flat();
    assert.ok(pulumi.Resource.isInstance(before));
    assert.match(await known(before.urn), /quiz-health$/);
    assert.equal(component?.name, "quiz");
  });

  it("asks with the documented times, and no headers", async () => {
    const { inputsOf } = await make();
    assert.deepEqual(asked(inputsOf("quiz-database")), {
      url: "https://example.org/health/db",
      deadlineSeconds: 120,
      attemptSeconds: 10,
      headers: {},
    });
  });

  it("asks as it is told", async () => {
    const { inputsOf } = await make({
      healthUrl: pulumi.output("http://192.0.2.1/"),
      deadlineSeconds: 60,
      attemptSeconds: 5,
      headers: { "x-source": pulumi.output("s") },
      environment: { http_proxy: "http://proxy.test" },
    });
    const inputs = inputsOf("quiz-health");
    const headers = { "x-source": "s" };
    assert.deepEqual(asked(inputs), { url: "http://192.0.2.1/", deadlineSeconds: 60, attemptSeconds: 5, headers });
    assert.deepEqual(inputs["environment"], { http_proxy: "http://proxy.test" });
  });

  it("asks again when another configuration serves", async () => {
    const { inputsOf } = await make();
    for (const name of ["quiz-health", "quiz-database"]) assert.deepEqual(inputsOf(name)["triggers"], [ARGS.serving]);
  });

  it("leaves no path in the state, and runs in the program's folder", async () => {
    const { create, dir } = (await make()).inputsOf("quiz-health");
    assert.equal(create, `node -e "import('@tidegate/rollout/smoke/run')"`);
    assert.equal(dir, undefined);
  });

  it("asks nothing about a database where there is no URL for it", async () => {
    const { databaseUrl: _, ...rest } = ARGS;
    const { resources, component } = await build((options) => new SmokeCheck("quiz", rest, options));
    assert.equal(
      resources.some(({ name }) => name === "quiz-database"),
      false,
    );
    assert.equal(component.database, undefined);
  });

  it("refuses every fault of known values before anything is registered", async () => {
    const change = { healthUrl: "example.org", databaseUrl: "", deadlineSeconds: 0, attemptSeconds: -1 };
    await assert.rejects(make(change), ({ message }: Error) => {
      assert.match(message, /^quiz: 4 values are not acceptable/);
      for (const name of Object.keys(change)) assert.match(message, new RegExp(`^ {2}${name}: `, "m"));
      return true;
    });
  });
});
