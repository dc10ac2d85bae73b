import assert from "node:assert/strict";
import { KAFKA_IAM_PORT, Kafka, kafkaFaults, ownName } from "@tidegate/aws";
import { arnOf, build, known } from "../built.ts";

const ARGS = { clusterName: "quiz-dev", subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-1" };

describe("Kafka", () => {
  it("signs clients in with IAM and nothing else, in the subnets and the group given", async () => {
    const { only } = await build((options) => new Kafka("bus", ARGS, options));
    const { inputs } = only("ServerlessCluster");
    assert.equal(inputs["clusterName"], "quiz-dev");
    assert.deepEqual(inputs["clientAuthentication"], { sasl: { iam: { enabled: true } } });
    assert.deepEqual(inputs["vpcConfigs"], [{ subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] }]);
  });

  it("tells what clients connect to, and what their permissions name", async () => {
    const { component } = await build((options) => new Kafka("bus", ARGS, options));
    assert.equal(await known(component.arn), arnOf("aws:msk/serverlessCluster:ServerlessCluster", "quiz-dev"));
    assert.match(await known(component.bootstrapServers), new RegExp(`:${KAFKA_IAM_PORT}$`));
    assert.equal(await known(component.clusterUuid), "1a2b3c4d-0000-4000-8000-aaaabbbbcccc-s1");
  });

  it("refuses a name that MSK doesn't take", () => {
    const paths = (clusterName: string) => kafkaFaults({ clusterName }, ownName).map(({ path }) => path);
    assert.deepEqual(paths("quiz"), []);
    assert.deepEqual(paths("quiz_dev"), ["clusterName"]);
    assert.deepEqual(paths("q".repeat(65)), ["clusterName"]);
  });
});
