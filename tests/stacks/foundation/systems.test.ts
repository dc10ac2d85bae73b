/** What the foundation says of each system is what the system's own files say, and what its own program makes. */
import assert from "node:assert/strict";
import type { System } from "@tidegate/trust";
import { readConfig } from "../../../stacks/foundation/config.ts";
import type { FoundationConfig } from "../../../stacks/foundation/config.ts";
import { kindOf } from "../../support/built.ts";
import { runProgram } from "../program.ts";
import { effectiveConfig, ENVIRONMENTS, stackFile } from "../project.ts";
import type { Environment } from "../project.ts";

const ACCOUNT = "111122223333";

function foundation(environment: Environment): FoundationConfig {
  const values = effectiveConfig("foundation", environment);
  return readConfig(environment, (key) => values.get(key));
}

/** By kind of resource, the property that names it, and the names that permissions know. `*` stands for what differs. */
const NAMES: Readonly<Record<string, readonly [property: string, known: (system: System) => readonly string[]]>> = {
  Role: ["name", ({ roles }) => roles.map(({ roleName }) => roleName)],
  Bucket: ["bucket", ({ buckets }) => buckets.map(({ bucketName }) => bucketName)],
  LogGroup: ["name", ({ logGroups }) => logGroups],
  Repository: ["name", ({ services }) => services.map(({ repositoryName }) => repositoryName)],
  Cluster: ["name", ({ services }) => services.map(({ clusterName }) => clusterName)],
  Service: ["name", ({ services }) => services.map(({ serviceName }) => serviceName)],
  TaskDefinition: ["family", ({ services }) => services.map(({ family }) => family)],
  Queue: ["name", ({ queues }) => queues ?? []],
  Table: ["name", ({ tables }) => tables ?? []],
  MetricAlarm: ["name", ({ alarms }) => alarms],
  Topic: ["name", ({ topic }) => [topic]],
  Budget: ["name", ({ budget }) => [budget]],
  Certificate: ["domainName", ({ domains }) => domains.map(({ domainName }) => domainName)],
};

for (const environment of ENVIRONMENTS) {
  describe(`the systems that the foundation knows in ${environment}`, () => {
    const { tenants } = foundation(environment);

    it("are all that have a stack of that environment", () => {
      const known = tenants.map(({ project }) => project).sort();
      assert.deepEqual(known, ["circle-of-trust", "order-tracking", "sandbox-broker", "trivia-pay"]);
    });

    for (const { project, onAws } of tenants) {
      if (onAws === undefined) continue;
      const system = onAws(ACCOUNT);

      it(`have ${project} in its own region and environment`, () => {
        assert.equal(system.region, stackFile(project, environment)["aws:region"]);
        assert.deepEqual([system.project, system.environment], [project, environment]);
      });

      it(`have each name that ${project}'s program gives`, async () => {
        const seen = new Set<string>();
        for (const { type, inputs } of await runProgram({ system: project, environment })) {
          // Cloud Map's services and Kafka's clusters have names of their own.
          const [property, known] = /^aws:(servicediscovery|msk)/.test(type) ? [] : (NAMES[kindOf(type)] ?? []);
          const name = property === undefined ? undefined : inputs[property];
          if (known === undefined || typeof name !== "string") continue;
          seen.add(kindOf(type));
          assert.ok(
            known(system).some((one) => fits(name, one)),
            `${kindOf(type)} ${name} isn't known`,
          );
        }
        for (const kind of ["Role", "LogGroup", "Repository", "Cluster", "Service"]) assert.ok(seen.has(kind), kind);
      });
    }
  });
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
