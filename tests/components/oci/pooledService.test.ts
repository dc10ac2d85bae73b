import assert from "node:assert/strict";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { PooledServiceArgs } from "@tidegate/oci";
import { InvalidArguments, ownName, PooledService, pooledServiceFaults } from "@tidegate/oci";
import { parse } from "yaml";
import { build, mockId, useMocks } from "./built.ts";
import { RIGHT } from "./service.ts";

const service = (change: Partial<PooledServiceArgs> = {}) =>
  build((options: ComponentResourceOptions) => new PooledService("quiz-dev", { ...RIGHT, ...change }, options));

describe("PooledService", () => {
  it("gives the backend port to health check, both security groups, pool and instances alike", async () => {
    const { only, all } = await service({ backendPort: 9001 });
    const health = only("BackendSet").inputs["healthChecker"] as { port: number };
    assert.equal(health.port, 9001);
    const [attachment] = only("InstancePool").inputs["loadBalancers"] as { port: number }[];
    assert.equal(attachment?.port, 9001);
    assert.match(settings(only("InstanceConfiguration").inputs), /^PORT=9001$/m);
    const rules = all("NetworkSecurityGroupSecurityRule").filter(({ name }) => /(api-in-lb|lb-out-api)$/.test(name));
    assert.equal(rules.length, 2);
    for (const { inputs } of rules) {
      assert.deepEqual(inputs["tcpOptions"], { destinationPortRange: { min: 9001, max: 9001 } });
    }
  });

  it("changes backend set, rules, cloud-init, the pool's attachment and the rollout with the port, and nothing else", async () => {
    const before = await service();
    const after = await service({ backendPort: 9001 });
    const changed = before.resources
      .filter(({ inputs }, index) => JSON.stringify(inputs) !== JSON.stringify(after.resources[index]?.inputs))
      .map(({ name }) => name);
    assert.deepEqual(changed.sort(), [
      "quiz-dev-doors-api-in-lb",
      "quiz-dev-doors-lb-out-api",
      "quiz-dev-ingress-backends",
      "quiz-dev-instances-configuration",
      "quiz-dev-instances-pool",
      "quiz-dev-instances-rollout",
    ]);
  });

  it("protects what can't be made again: the vault, its key, the secrets, the images", async () => {
    const guarded = async (change: Partial<PooledServiceArgs>) =>
      (await service(change)).resources.filter(({ options }) => options.protect === true).map(({ name }) => name);
    assert.deepEqual((await guarded({ protect: true })).toSorted(), [
      "quiz-dev-registry-repository",
      "quiz-dev-vault-app-env",
      "quiz-dev-vault-key",
      "quiz-dev-vault-ocir-auth-token",
      "quiz-dev-vault-ocir-username",
      "quiz-dev-vault-vault",
    ]);
    assert.deepEqual(await guarded({}), []);
  });

  it("tells instances their image and where their secrets lie", async () => {
    const { only } = await service();
    const text = settings(only("InstanceConfiguration").inputs);
    assert.match(text, /^IMAGE=fra\.ocir\.io\/testnamespace\/quiz\/dev:1\.4\.2$/m);
    assert.ok(text.includes(`APP_ENV_SECRET_ID=${mockId("Secret", "quiz-dev-vault-app-env")}\n`));
    assert.ok(text.includes(`OCIR_USERNAME_SECRET_ID=${mockId("Secret", "quiz-dev-vault-ocir-username")}\n`));
    assert.ok(text.includes(`OCIR_AUTH_TOKEN_SECRET_ID=${mockId("Secret", "quiz-dev-vault-ocir-auth-token")}\n`));
  });

  it("lets instances read exactly its three secrets", async () => {
    const { only, all } = await service();
    const [reading] = only("Policy").inputs["statements"] as string[];
    const named = [...(reading ?? "").matchAll(/target\.secret\.id = '([^']+)'/g)].map((match) => match[1]);
    assert.deepEqual(
      named.sort(),
      all("Secret")
        .map(({ type, name }) => mockId(type, name))
        .sort(),
    );
    assert.equal(named.length, 3);
  });

  it("starts instances only after, and takes them away before, what they need", async () => {
    const { only } = await service();
    const needed = only("InstancePool").options.dependsOn;
    assert.ok(Array.isArray(needed));
    const kinds = needed.map((resource: object) => resource.constructor.name);
    assert.deepEqual(kinds, ["Network", "SecurityGroups", "Ingress", "InstanceIdentity"]);
  });

  it("puts instances into the private subnet and the API's group, the load balancer into the public one and its own", async () => {
    const { only } = await service();
    assert.deepEqual(only("LoadBalancer").inputs["subnetIds"], [mockId("Subnet", "quiz-dev-network-public")]);
    assert.deepEqual(only("LoadBalancer").inputs["networkSecurityGroupIds"], [
      mockId("NetworkSecurityGroup", "quiz-dev-doors-lb"),
    ]);
    const [placement] = only("InstancePool").inputs["placementConfigurations"] as { primarySubnetId: string }[];
    assert.equal(placement?.primarySubnetId, mockId("Subnet", "quiz-dev-network-private"));
    const details = only("InstanceConfiguration").inputs["instanceDetails"] as Details;
    assert.deepEqual(details.launchDetails.createVnicDetails.nsgIds, [
      mockId("NetworkSecurityGroup", "quiz-dev-doors-api"),
    ]);
  });

  it("looks for instances' addresses in the private subnet, and hands the rollout's arguments on", async () => {
    const { only } = await service({ rollout: { surge: 2 }, rolloutTrigger: "again", rolloutReport: "rollouts" });
    const { subnetId, surge, trigger, report } = only("SurgeRollout").inputs;
    assert.equal(subnetId, mockId("Subnet", "quiz-dev-network-private"));
    assert.deepEqual([surge, trigger, report], [2, "again", { folder: "rollouts" }]);
  });

  it("follows the application's log file unless told other paths", async () => {
    const followed = async (change: Partial<PooledServiceArgs>) => {
      const { inputs } = (await service(change)).only("UnifiedAgentConfiguration");
      return (inputs["serviceConfiguration"] as { sources: { paths: string[] }[] }).sources[0]?.paths;
    };
    assert.deepEqual(await followed({ appLogPath: "/var/log/quiz/other.log" }), ["/var/log/quiz/other.log"]);
    assert.deepEqual(await followed({ logSourcePaths: ["/var/log/a.log"] }), ["/var/log/a.log"]);
  });

  it("reports every fault once, with its path, and registers nothing", async () => {
    const registered: string[] = [];
    await useMocks((_type, name) => registered.push(name));
    const change = { compartmentId: "", backendPort: 70000, vcnCidr: "10.20.0.1/16", imageTag: "a tag", poolMin: 9 };
    assert.throws(
      () => new PooledService("quiz-dev", { ...RIGHT, ...change }),
      (error) => {
        assert.ok(error instanceof InvalidArguments);
        const paths = error.faults.map(({ path }) => path);
        assert.deepEqual(paths, ["compartmentId", "backendPort", "vcnCidr", "imageTag", "poolMin"]);
        assert.match(error.message, /backendPort: given 70000; accepted: a whole number from 1 to 65535/);
        return true;
      },
    );
    assert.deepEqual(registered, []);
  });

  it("refuses the tenancy's root as compartment", () => {
    const faults = pooledServiceFaults({ ...RIGHT, compartmentId: RIGHT.tenancyId }, ownName);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["compartmentId"],
    );
  });

  it("finds no fault in a service that is right", () => {
    assert.deepEqual(pooledServiceFaults(RIGHT, ownName), []);
  });
});

interface Details {
  readonly launchDetails: { metadata: { user_data: string }; createVnicDetails: { nsgIds: string[] } };
}

function settings(inputs: Record<string, unknown>): string {
  const { metadata } = (inputs["instanceDetails"] as Details).launchDetails;
  const config = parse(Buffer.from(metadata.user_data, "base64").toString()) as {
    write_files: { path: string; content: string }[];
  };
  return config.write_files.find(({ path }) => path === "/etc/quiz/settings.env")?.content ?? "";
}
