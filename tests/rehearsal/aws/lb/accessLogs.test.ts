import assert from "node:assert/strict";
import { objectsOf } from "../../../../rehearsal/aws/services/s3/contents.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { NetworkScene } from "../ec2/scene.ts";
import { refused } from "../refused.ts";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LOG_SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com";

describe("access logs of load balancers on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const balancer = (accessLogs: Properties) =>
    scene.account.make(LOAD_BALANCER, { name: "web", subnets: scene.outside, accessLogs });
  const statement = (changes: Properties = {}): Properties => ({
    Effect: "Allow",
    Principal: { Service: LOG_SERVICE },
    Action: "s3:PutObject",
    Resource: "arn:aws:s3:::logs-of-web/AWSLogs/111122223333/*",
    ...changes,
  });
  const logged = (...statements: Properties[]) => {
    scene.account.cloud.put({
      type: "aws:s3/bucket:Bucket",
      id: "logs-of-web",
      region: "eu-central-1",
      createdAt: 0,
      inputs: { bucket: "logs-of-web" },
      outputs: {},
      notes: {},
    });
    if (statements.length > 0) {
      scene.account.cloud.put({
        type: "aws:s3/bucketPolicy:BucketPolicy",
        id: "logs-of-web",
        region: "eu-central-1",
        createdAt: 0,
        inputs: { bucket: "logs-of-web", policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
        outputs: {},
        notes: {},
      });
    }
    return balancer({ bucket: "logs-of-web", enabled: true });
  };
  const secure = statement({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });

  it("are made where the bucket lets their service in, or the region's account", () => {
    assert.ok(logged(statement(), secure).id);
    scene = new NetworkScene();
    assert.ok(logged(statement({ Principal: { AWS: "arn:aws:iam::054676820928:root" } })).id);
  });

  it("begin with a file that shows that they can be written", () => {
    logged(statement(), secure);
    const [key] = objectsOf("logs-of-web", scene.account.cloud);
    assert.equal(key, "AWSLogs/111122223333/ELBAccessLogTestFile");
  });

  const DENIED: Record<string, Properties[]> = {
    "has no policy": [],
    "lets another service in": [statement({ Principal: { Service: "delivery.logs.amazonaws.com" } })],
    "lets another region's account in": [statement({ Principal: { AWS: "arn:aws:iam::127311923021:root" } })],
    "lets them in under another path": [statement({ Resource: "arn:aws:s3:::logs-of-web/logs/*" })],
    "lets them read": [statement({ Action: "s3:GetObject" })],
    "lets another account's load balancers in": [
      statement({ Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } }),
    ],
    "refuses everyone": [statement(), statement({ Effect: "Deny", Principal: "*" })],
  };
  for (const [how, statements] of Object.entries(DENIED)) {
    it(`are refused where the bucket ${how}`, () => {
      refused(() => logged(...statements), "InvalidConfigurationRequest", /^Access Denied for bucket: logs-of-web/);
    });
  }

  it("are refused without the bucket", () => {
    const accessLogs = { bucket: "nowhere", enabled: true };
    refused(() => balancer(accessLogs), "InvalidConfigurationRequest", /S3 bucket nowhere does not exist/);
  });
});
