import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerArgs } from "@tidegate/aws";
import { LoadBalancer, loadBalancerFaults, ownName } from "@tidegate/aws";
import { ACCOUNT, arnOf, build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: LoadBalancerArgs = {
  vpcId: "vpc-1",
  prefix: "quiz-dev",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupId: "sg-lb",
  targetPort: 8080,
  healthPath: "/actuator/health",
  accessLogs: false,
  protect: false,
};
const HTTPS = { https: { domainName: "quiz.example.com", zoneId: "Z0123456789" } };
const balancer = (change: Partial<LoadBalancerArgs> = {}) =>
  build((options) => new LoadBalancer("lb", { ...RIGHT, ...change }, options));
const TARGETS = arnOf("aws:lb/targetGroup:TargetGroup", "lb-targets");

describe("LoadBalancer", () => {
  it("stands in the internet, in front of IP addresses on the target port", async () => {
    const { only, component } = await balancer();
    const { type, inputs } = only("LoadBalancer");
    assert.equal(type, "aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual(inputs, {
      name: "quiz-dev",
      loadBalancerType: "application",
      internal: false,
      subnets: ["subnet-a", "subnet-b"],
      securityGroups: ["sg-lb"],
      idleTimeout: 60,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
    });
    const targets = only("TargetGroup").inputs;
    assert.deepEqual([targets["name"], targets["namePrefix"]], [undefined, "quiz-"]);
    assert.equal(targets["targetType"], "ip");
    assert.equal(targets["port"], 8080);
    assert.equal(targets["deregistrationDelay"], 30);
    assert.deepEqual(targets["healthCheck"], {
      path: "/actuator/health",
      matcher: "200",
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    });
    assert.equal(await known(component.targetGroupArn), TARGETS);
    assert.equal(await known(component.url!), "http://quiz-dev-1234567890.eu-central-1.elb.amazonaws.com");
    assert.equal(await known(component.arnSuffix!), "app/quiz-dev/50dc6c495c0c9188");
    assert.equal(await known(component.targetGroupArnSuffix), "targetgroup/lb-targets/73e2d6bc24d8a067");
  });

  it("begins its targets' name with what the provider leaves room for, six characters", async () => {
    const prefixOf = async (prefix: string) => (await balancer({ prefix })).only("TargetGroup").inputs["namePrefix"];
    assert.equal(await prefixOf("order-tracking-dev"), "order-");
    assert.equal(await prefixOf("quiz-dev"), "quiz-");
    assert.equal(await prefixOf("q"), "q-");
  });

  it("forwards plain HTTP where it has no domain", async () => {
    const { only } = await balancer();
    const { port, protocol, defaultActions } = only("Listener").inputs;
    assert.deepEqual([port, protocol, defaultActions], [80, "HTTP", [{ type: "forward", targetGroupArn: TARGETS }]]);
  });

  it("serves HTTPS by TLS 1.3 with a domain, and sends plain HTTP there", async () => {
    const { inputsOf, component, only } = await balancer(HTTPS);
    const http = inputsOf("lb-http");
    assert.deepEqual(http["defaultActions"], [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ]);
    const https = inputsOf("lb-https");
    assert.equal(https["port"], 443);
    assert.equal(https["sslPolicy"], "ELBSecurityPolicy-TLS13-1-2-Res-2021-06");
    assert.equal(https["certificateArn"], arnOf("aws:acm/certificate:Certificate", "quiz.example.com"));
    assert.equal(only("CertificateValidation").inputs["certificateArn"], https["certificateArn"]);
    assert.deepEqual(https["defaultActions"], [{ type: "forward", targetGroupArn: TARGETS }]);
    assert.equal(await known(component.url!), "https://quiz.example.com");
  });

  it("proves the domain by DNS, and makes it lead to the load balancer", async () => {
    const { inputsOf } = await balancer(HTTPS);
    assert.deepEqual(inputsOf("lb-certificate-proof"), {
      zoneId: "Z0123456789",
      name: "_0123456789abcdef.quiz.example.com.",
      type: "CNAME",
      records: ["_fedcba9876543210.acm-validations.aws."],
      ttl: 300,
      allowOverwrite: true,
    });
    for (const type of ["A", "AAAA"]) {
      const alias = {
        name: "quiz-dev-1234567890.eu-central-1.elb.amazonaws.com",
        zoneId: "Z215JYRZR1TBD5",
        evaluateTargetHealth: false,
      };
      const record = { zoneId: "Z0123456789", name: "quiz.example.com", type, aliases: [alias] };
      assert.deepEqual(inputsOf(`lb-alias-${type.toLowerCase()}`), record);
    }
  });

  it("writes access logs to a private bucket that only load balancers of the account write to, by TLS", async () => {
    const { only, inputsOf } = await balancer({ accessLogs: true, protect: true });
    const bucket = `quiz-dev-access-logs-${ACCOUNT}`;
    assert.deepEqual(only("LoadBalancer").inputs["accessLogs"], { bucket, enabled: true });
    assert.deepEqual(only("Bucket").inputs, { bucket, forceDestroy: false });
    assert.deepEqual(inputsOf("lb-logs-bucket-public-access"), {
      bucket,
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    const { Statement } = JSON.parse(String(only("BucketPolicy").inputs["policy"])) as { Statement: unknown[] };
    assert.deepEqual(Statement, [
      {
        Sid: "AccessLogs",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Effect: "Allow",
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${ACCOUNT}/*`,
      },
      {
        Sid: "TlsOnly",
        Principal: "*",
        Effect: "Deny",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("turns access logs on only once the bucket may be written to", async () => {
    const { only } = await balancer({ accessLogs: true });
    const waited = [only("LoadBalancer").options.dependsOn].flat();
    const [policy] = waited;
    assert.ok(policy instanceof pulumi.CustomResource);
    const urn = await known(policy.urn);
    assert.match(urn, /BucketPolicy::lb-logs-policy$/);
  });

  it("takes the load balancer away when paused, and leaves target group, certificate and logs", async () => {
    const { component, resources } = await balancer({ ...HTTPS, accessLogs: true, paused: true });
    const kinds = new Set(resources.map(({ type }) => type.slice(type.lastIndexOf(":") + 1)));
    // The component itself is a LoadBalancer too.
    assert.equal(resources.filter(({ type }) => type.startsWith("aws:lb/loadBalancer")).length, 0);
    assert.ok(!kinds.has("Listener"));
    for (const kind of ["TargetGroup", "Certificate", "CertificateValidation", "Bucket", "BucketPolicy"]) {
      assert.ok(kinds.has(kind), kind);
    }
    assert.equal(component.url, undefined);
    assert.equal(component.dnsName, undefined);
    assert.equal(await known(component.targetGroupArn), TARGETS);
  });

  it("registers what it keeps when paused just as when it isn't", async () => {
    const running = await balancer({ ...HTTPS, accessLogs: true });
    const paused = await balancer({ ...HTTPS, accessLogs: true, paused: true });
    for (const { type, name, inputs } of paused.resources) {
      if (type.startsWith("tidegate")) continue;
      assert.deepEqual(running.inputsOf(name), inputs, name);
    }
  });

  it("stands behind a web ACL where it is given one", async () => {
    const { only } = await balancer({ webAclArn: "arn:aws:wafv2:acl" });
    assert.deepEqual(only("WebAclAssociation").inputs, {
      resourceArn: arnOf("aws:lb/loadBalancer:LoadBalancer", "quiz-dev"),
      webAclArn: "arn:aws:wafv2:acl",
    });
  });

  refuses<LoadBalancerArgs>(
    RIGHT,
    (args) => loadBalancerFaults(args, ownName),
    (args) => new LoadBalancer("lb", args),
    [
      ["a name that is too long", { prefix: `quiz-${"x".repeat(28)}` }, ["prefix"]],
      ["a name that AWS keeps to itself", { prefix: "internal-quiz" }, ["prefix"]],
      ["a health path without a slash", { healthPath: "health" }, ["healthPath"]],
      ["a port that can't be", { targetPort: 70_000 }, ["targetPort"]],
      [
        "a domain and a zone that can't be",
        { https: { domainName: "quiz", zoneId: "example.com" } },
        ["https.domainName", "https.zoneId"],
      ],
      ["seconds that AWS doesn't take", { idleSeconds: 0, drainSeconds: 3601 }, ["idleSeconds", "drainSeconds"]],
    ],
  );

  it("takes the longest name whose target group's fits into 32 characters", () => {
    const prefix = "x".repeat(26);
    assert.deepEqual(loadBalancerFaults({ ...RIGHT, prefix, targetPort: 65_535 }, ownName), []);
  });
});
