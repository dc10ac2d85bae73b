/** The names that permissions are written for are those that the stacks give, read from the stacks' own files. */
import assert from "node:assert/strict";
import { circleOfTrust, orderTracking, sandboxBroker } from "../../../../components/trust/aws/systems.ts";
import { readConfig as circleConfig } from "../../../../stacks/circle-of-trust/config.ts";
import { readConfig as orderConfig } from "../../../../stacks/order-tracking/config.ts";
import { readConfig as sandboxConfig } from "../../../../stacks/sandbox-broker/config.ts";
import type { Environment } from "../../../stacks/project.ts";
import { ENVIRONMENTS, effectiveConfig } from "../../../stacks/project.ts";
import { SYSTEMS } from "./calls.ts";

const reader = (system: string, environment: Environment) => {
  const values = effectiveConfig(system, environment);
  return (key: string) => values.get(key);
};
const place = (environment: Environment) => ({ environment, account: "111122223333", region: "eu-central-1" });

for (const environment of ENVIRONMENTS) {
  describe(`what permissions know of ${environment}`, () => {
    it("is circle-of-trust's own naming", () => {
      const {
        api,
        worker,
        queue,
        conversations,
        jobs,
        site,
        prefix,
        with: parts,
      } = circleConfig(reader("circle-of-trust", environment));
      const system = circleOfTrust({ ...place(environment), prefix, siteBucket: site.bucketName });
      assert.deepEqual(
        system.services.map(({ serviceName, family }) => [serviceName, family]),
        [api, worker].map(({ serviceName, family }) => [serviceName, family]),
      );
      assert.deepEqual(system.queues, [queue.queueName, `${queue.queueName}-dlq`]);
      assert.deepEqual(system.tables, [conversations.tableName, jobs.tableName]);
      assert.equal(parts.trail, environment === "prod");
      assert.equal(parts.accessLogs, environment === "prod");
      assert.equal(system.siteLogs, `${prefix}-site`);
      assert.deepEqual(
        system.buckets.map(({ bucketName }) => bucketName),
        [site.bucketName, `${prefix}-access-logs-111122223333`, `${prefix}-trail-111122223333`],
      );
      assert.deepEqual(SYSTEMS["circle-of-trust"]?.(environment).system.services, system.services);
    });

    it("is order-tracking's own naming", () => {
      const name = `order-tracking-${environment}`;
      const { web, database, network, budgetUsd } = orderConfig(name, reader("order-tracking", environment));
      const system = orderTracking(place(environment));
      const { clusterName, serviceName, repositoryName } = web;
      assert.deepEqual(system.services, [{ clusterName, serviceName, family: serviceName, repositoryName }]);
      assert.equal(system.database, database.identifier);
      assert.ok(system.logGroups.includes(`/aws/vpc/${network.prefix}`));
      assert.equal(system.topic, `${web.prefix}-alarms`);
      assert.equal(budgetUsd === undefined, environment === "dev");
    });

    it("is sandbox-broker's own naming", () => {
      const name = `sandbox-broker-${environment}`;
      const { web } = sandboxConfig(name, reader("sandbox-broker", environment));
      const { clusterName, serviceName, repositoryName } = web;
      const names = { clusterName, serviceName, repositoryName };
      const system = sandboxBroker({ ...place(environment), ...names });
      assert.deepEqual(system.services, [{ ...names, family: serviceName }]);
      assert.deepEqual(
        system.roles.map(({ roleName }) => roleName),
        [`${serviceName}-task`, `${serviceName}-execution`, `${web.prefix}-flow-logs`],
      );
      assert.deepEqual(SYSTEMS["sandbox-broker"]?.(environment).system.services, system.services);
    });
  });
}

it("names every role and bucket of a system in full, so that none reaches a neighbour's", () => {
  for (const caseOf of Object.values(SYSTEMS)) {
    for (const environment of ENVIRONMENTS) {
      const { roles, buckets, logGroups, services } = caseOf(environment).system;
      const names = [
        ...roles.map(({ roleName }) => roleName),
        ...buckets.map(({ bucketName }) => bucketName),
        ...logGroups,
        ...services.flatMap((service) => Object.values(service).map(String)),
      ];
      assert.deepEqual(
        names.filter((name) => name.includes("*")),
        [],
      );
    }
  }
});
