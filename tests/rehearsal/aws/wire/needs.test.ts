import assert from "node:assert/strict";
import { policyText } from "../../../../rehearsal/aws/policyText.ts";
import { JSON_SERVICES, REST_OPERATIONS } from "../../../../rehearsal/aws/wire/services.ts";
import { Account } from "../account.ts";

const HERE = "eu-central-1:111122223333";
const ecs = { cluster: "apps", services: ["web", `arn:aws:ecs:${HERE}:service/apps/api`], service: "web" };
const IN_APPS = { "ecs:cluster": `arn:aws:ecs:${HERE}:cluster/apps` };

/** What each operation asks IAM for: the input, and the actions on the resources. */
const NEEDS: Readonly<Record<string, readonly [object, readonly string[], object?]>> = {
  GetQueueAttributes: [
    { QueueUrl: "https://sqs.eu-central-1.amazonaws.com/111122223333/own" },
    [`sqs:GetQueueAttributes arn:aws:sqs:${HERE}:own`],
  ],
  GetQueueUrl: [{ QueueName: "own" }, [`sqs:GetQueueUrl arn:aws:sqs:${HERE}:own`]],
  DiscoverInstances: [
    { NamespaceName: "apps.local", ServiceName: "api" },
    ["servicediscovery:DiscoverInstances *"],
    { "servicediscovery:NamespaceName": "apps.local", "servicediscovery:ServiceName": "api" },
  ],
  DescribeServices: [
    ecs,
    [
      `ecs:DescribeServices arn:aws:ecs:${HERE}:service/apps/web`,
      `ecs:DescribeServices arn:aws:ecs:${HERE}:service/apps/api`,
    ],
    IN_APPS,
  ],
  UpdateService: [ecs, [`ecs:UpdateService arn:aws:ecs:${HERE}:service/apps/web`], IN_APPS],
  ListTasks: [ecs, ["ecs:ListTasks *"], IN_APPS],
  DescribeTasks: [
    { cluster: "apps", tasks: [`arn:aws:ecs:${HERE}:task/apps/1`] },
    [`ecs:DescribeTasks arn:aws:ecs:${HERE}:task/apps/1`],
    IN_APPS,
  ],
  ListTaskDefinitions: [{ familyPrefix: "web" }, ["ecs:ListTaskDefinitions *"]],
  DescribeImages: [{ repositoryName: "own" }, [`ecr:DescribeImages arn:aws:ecr:${HERE}:repository/own`]],
  DescribeSecret: [{ SecretId: "own" }, [`secretsmanager:DescribeSecret arn:aws:secretsmanager:${HERE}:secret:own`]],
  PutSecretValue: [
    { SecretId: `arn:aws:secretsmanager:${HERE}:secret:own-AbCdEf` },
    [`secretsmanager:PutSecretValue arn:aws:secretsmanager:${HERE}:secret:own-AbCdEf`],
  ],
  GetVpcLink: [{ vpcLinkId: "a1b2c3" }, ["apigateway:GET arn:aws:apigateway:eu-central-1::/vpclinks/a1b2c3"]],
};

const OPERATIONS = [...JSON_SERVICES.flatMap(({ operations }) => operations), ...REST_OPERATIONS];

describe("what an operation of AWS's protocols needs to be allowed", () => {
  it("is written down here for each of them", () => {
    assert.deepEqual(OPERATIONS.map(({ name }) => name).sort(), Object.keys(NEEDS).sort());
  });

  for (const operation of OPERATIONS) {
    it(`${operation.name}, whether or not what it names is there`, () => {
      const [input = {}, wanted, context] = NEEDS[operation.name] ?? [];
      const needs = operation.needs({ ...input }, new Account().cloud);
      assert.deepEqual(
        needs.map(({ action, resource }) => `${action} ${resource}`),
        wanted,
      );
      for (const need of needs) assert.deepEqual(need.context, context);
    });
  }

  it("is judged by the policies of the things themselves, too", () => {
    const account = new Account();
    const policy = (service: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Deny", Principal: "*", Action: `${service}:*`, ...(service !== "ecr" && { Resource: "*" }) },
        ],
      });
    account.make("aws:sqs/queue:Queue", { name: "own", policy: policy("sqs") });
    account.make("aws:ecr/repository:Repository", { name: "own" });
    account.make("aws:ecr/repositoryPolicy:RepositoryPolicy", { repository: "own", policy: policy("ecr") });
    account.make("aws:secretsmanager/secret:Secret", { name: "own", policy: policy("secretsmanager") });
    for (const name of ["GetQueueUrl", "DescribeImages", "DescribeSecret"]) {
      const operation = OPERATIONS.find((one) => one.name === name);
      const [input = {}] = NEEDS[name] ?? [];
      const [need] = operation?.needs({ ...input }, account.cloud) ?? [];
      assert.match(policyText(need?.resourcePolicy) ?? "", /"Effect":"Deny"/, name);
    }
  });
});
