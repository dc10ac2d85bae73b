import assert from "node:assert/strict";
import { isAllowed } from "../../support/iam.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack, Changes } from "../aws.ts";
import { imagesOf, SYSTEM } from "./images.ts";

/** What a preview plans for each option, on a dev stack that runs. */
const OPTIONS: readonly [string, Changes, readonly string[]][] = [
  [
    "cognito makes pool, client and identity provider, and asks for tokens on all routes but two",
    { cognito: true },
    [
      "create Authorizer http-jwt",
      "create IdentityProvider sign-in-provider",
      "create Route http-GET /health",
      "create Route http-OPTIONS /{proxy+}",
      "create UserPool sign-in-pool",
      "create UserPoolClient sign-in-client",
      "create UserPoolDomain sign-in-domain",
      "replace TaskDefinition api-definition",
      "update Route http-default",
      "update Service api-service",
    ],
  ],
  [
    "accessLogs makes a bucket, and a delivery from CloudFront to it",
    { accessLogs: true },
    [
      "create Bucket site-cdn-logs-bucket",
      "create BucketLifecycleConfiguration site-cdn-logs-bucket-lifecycle",
      "create BucketOwnershipControls site-cdn-logs-bucket-ownership",
      "create BucketPolicy site-cdn-logs-policy",
      "create BucketPublicAccessBlock site-cdn-logs-bucket-public-access",
      "create BucketServerSideEncryptionConfiguration site-cdn-logs-bucket-encryption",
      "create LogDelivery site-cdn-logs-delivery",
      "create LogDeliveryDestination site-cdn-logs-destination",
      "create LogDeliverySource site-cdn-logs-source",
    ],
  ],
  ["waf stands before CloudFront", { waf: true }, ["create WebAcl waf", "update Distribution site-cdn"]],
  ["the dashboard goes alone", { dashboard: false }, ["delete Dashboard dashboard"]],
  [
    "trail makes a trail and its bucket",
    { trail: true },
    [
      "create Bucket trail-bucket",
      "create BucketLifecycleConfiguration trail-bucket-lifecycle",
      "create BucketOwnershipControls trail-bucket-ownership",
      "create BucketPolicy trail-policy",
      "create BucketPublicAccessBlock trail-bucket-public-access",
      "create BucketServerSideEncryptionConfiguration trail-bucket-encryption",
      "create Trail trail",
    ],
  ],
  [
    "backups make plan, vault and role",
    { backups: true },
    [
      "create Plan backups",
      "create Role backups-role",
      "create RolePolicyAttachment backups-backs-up",
      "create RolePolicyAttachment backups-restores",
      "create Selection backups-selection",
      "create Vault backups-vault",
    ],
  ],
  [
    "redeployOnPush follows both images by one function",
    { redeployOnPush: true },
    [
      "create EventRule redeploy-api-rule",
      "create EventRule redeploy-worker-rule",
      "create EventTarget redeploy-api-target",
      "create EventTarget redeploy-worker-target",
      "create Function redeploy",
      "create LogGroup redeploy-log",
      "create MetricAlarm redeploy-errors",
      "create Permission redeploy-api-invoke",
      "create Permission redeploy-worker-invoke",
      "create Role redeploy-role",
      "create RolePolicy redeploy-role-policy",
    ],
  ],
];

const ALL: Changes = {
  accessLogs: true,
  cognito: true,
  waf: true,
  dashboard: false,
  trail: true,
  backups: true,
  redeployOnPush: true,
};

describe("the options of circle-of-trust", function () {
  this.timeout(480_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    await system.bringUp(imagesOf);
  });
  after(() => system?.close());

  for (const [name, changes, plan] of OPTIONS) {
    it(`${name}, and nothing else`, async () => {
      assert.deepEqual(await system.planned(changes), plan);
    });
  }

  it("come up together, settle, and leave the API answering", async () => {
    await system.set(ALL);
    await system.up();
    await system.isSettled();
    await answers();
    const outputs = await system.outputs();
    for (const name of ["user_pool_id", "user_pool_client_id", "saml_audience", "saml_reply_url"]) {
      assert.notEqual(outputs[name], "", name);
    }
    const { outputs: distribution } = await system.resource("site-cdn");
    assert.equal(distribution["webAclId"], (await system.resource("waf")).outputs["arn"]);
  });

  it("redeploy the two services, and no other", async () => {
    const policy = String((await system.resource("redeploy-role-policy")).inputs["policy"]);
    const may = (resource: string) => isAllowed({ action: "ecs:UpdateService", resource, policies: [policy] });
    const [api, worker] = await Promise.all(["api-service", "worker-service"].map((name) => system.resource(name)));
    assert.equal(await may(api?.id ?? ""), true);
    assert.equal(await may(worker?.id ?? ""), true);
    assert.equal(await may(`${api?.id ?? ""}-of-a-neighbour`), false);
  });

  it("back up both tables, and nothing else", async () => {
    const { inputs } = await system.resource("backups-selection");
    const tables = await Promise.all(["conversations", "jobs"].map((name) => system.resource(name)));
    assert.deepEqual(
      inputs["resources"],
      tables.map(({ outputs }) => outputs["arn"]),
    );
  });

  it("take NAT gateways in the place of interface endpoints, one or one a zone, and the tasks stay reachable", async () => {
    for (const [natGateways, count] of Object.entries({ one: 1, "per-az": 2 })) {
      await system.set({ natGateways });
      await system.up();
      const types = (await system.resources()).map(({ type }) => type);
      assert.equal(types.filter((type) => type.endsWith(":NatGateway")).length, count);
      // S3 and DynamoDB, which cost nothing, stay.
      assert.equal(types.filter((type) => type.endsWith(":VpcEndpoint")).length, 2);
      await answers();
    }
    await system.isSettled();
  });

  it("go again, without a trace", async () => {
    await system.set({ ...Object.fromEntries(Object.keys(ALL).map((part) => [part, undefined])), natGateways: "none" });
    await system.up();
    await system.isSettled();
    await answers();
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });

  async function answers(): Promise<void> {
    const url = String((await system.outputs())["api_gateway_url"]);
    assert.deepEqual(await system.ask(`${url}/health`), { status: 200, why: "a task of api-service" });
  }
});

describe("circle-of-trust without CloudFront", function () {
  this.timeout(240_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    await system.set({ siteCdn: false });
    await system.bringUp(imagesOf);
  });
  after(() => system?.close());

  it("has a plain S3 website that everybody may read, and no distribution", async () => {
    const outputs = await system.outputs();
    assert.match(String(outputs["frontend_url"]), /^http:\/\/circle-of-trust-frontend-dev\.s3-website-us-east-1\./);
    assert.equal(outputs["cloudfront_distribution_id"], "");
    const types = (await system.resources()).map(({ type }) => type);
    assert.equal(types.filter((type) => type.startsWith("aws:cloudfront/")).length, 0);
    const resourcePolicy = String((await system.resource("site-policy")).inputs["policy"]);
    const may = (action: string) =>
      isAllowed({
        action,
        resource: "arn:aws:s3:::circle-of-trust-frontend-dev/index.html",
        resourcePolicy,
        principal: "arn:aws:iam::444455556666:user/anybody",
      });
    assert.equal(await may("s3:PutObject"), false);
    assert.match(resourcePolicy, /"Principal":"\*"/);
  });

  it("settles, and its API answers", async () => {
    await system.isSettled();
    const url = String((await system.outputs())["api_gateway_url"]);
    assert.equal((await system.ask(`${url}/health`)).status, 200);
  });

  it("refuses what only CloudFront can do", async () => {
    const output = await system.previewFails({ waf: true, cognito: true });
    assert.match(output, /circle-of-trust:waf: given true/);
    assert.match(output, /circle-of-trust:cognito: given true/);
  });
});
