/** The other components: load balancers, Fargate, repositories, trails. */
import assert from "node:assert/strict";
import { fargateSize } from "../../../../rehearsal/plugins/awsx/ecs/sizes.ts";
import {
  makeReference,
  textOf,
  UNKNOWN,
  type Properties,
  type Value,
} from "../../../../rehearsal/plugins/protocol/values.ts";
import { build, type Built } from "./built.ts";

/** A default VPC with a public and a private subnet, and whatever else is looked up. */
const FUNCTIONS: Record<string, (args: Properties) => Properties> = {
  "aws:ec2/getVpc:getVpc": () => ({ id: "vpc-default" }),
  "aws:ec2/getSubnets:getSubnets": () => ({ ids: ["subnet-pub", "subnet-priv"] }),
  "aws:ec2/getSubnet:getSubnet": ({ id = null }) => ({ id, vpcId: "vpc-7", mapPublicIpOnLaunch: id === "subnet-pub" }),
  "aws:lb/getTargetGroup:getTargetGroup": () => ({ targetType: "ip" }),
  "aws:ec2/getInstance:getInstance": () => ({ privateIp: "10.0.0.9", availabilityZone: "eu-central-1a" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "000000000000" }),
  "aws:index/getRegion:getRegion": () => ({ region: "eu-central-1" }),
  "pulumi:pulumi:getResource": () => ({
    state: { vpcId: "vpc-9", port: 8080, arn: "arn:group", targetType: "instance" },
  }),
};

const make = (type: string, inputs: Properties, preview = false): Promise<Built> =>
  build(type, inputs, { functions: FUNCTIONS, preview }, { name: "Api" });

describe("an application load balancer of awsx's", () => {
  const ALB = "awsx:lb:ApplicationLoadBalancer";

  it("stands in the default VPC, open on port 80, where the program says nothing", async () => {
    const { monitor, constructed } = await make(ALB, {});
    const { inputs } = monitor.one("LoadBalancer", "Api");
    const groups = ["SecurityGroup/Api"];
    assert.deepEqual(inputs, { subnets: ["subnet-pub"], securityGroups: groups, loadBalancerType: "application" });
    assert.deepEqual(monitor.one("TargetGroup", "Api").inputs, {
      vpcId: "vpc-default",
      targetType: "ip",
      port: 80,
      protocol: "HTTP",
    });
    assert.deepEqual(monitor.one("Listener", "Api-0").inputs, {
      defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:test:::Api" }],
      port: 80,
      protocol: "HTTP",
      loadBalancerArn: "arn:aws:test:::Api",
    });
    assert.equal(constructed.outputs["vpcId"], "vpc-default");
  });

  it("finds its VPC from subnets given by id, and as resources", async () => {
    assert.equal((await make(ALB, { subnetIds: ["subnet-1"] })).constructed.outputs["vpcId"], "vpc-7");
    const subnets = [makeReference("urn:s", "subnet-2")];
    const { monitor, constructed } = await make(ALB, { subnets });
    assert.equal(constructed.outputs["vpcId"], "vpc-9");
    assert.deepEqual(monitor.one("LoadBalancer", "Api").inputs["subnets"], ["subnet-2"]);
  });

  it("tells port from protocol and protocol from port", async () => {
    const listeners: Value[] = [{ port: 443, certificateArn: "arn:c" }, { protocol: "HTTP" }, { protocol: "HTTPS" }];
    const { monitor } = await make(ALB, { subnetIds: ["s"], listeners });
    assert.equal(monitor.one("Listener", "Api-0").inputs["protocol"], "HTTPS");
    assert.equal(monitor.one("Listener", "Api-1").inputs["port"], 80);
    assert.equal(monitor.one("Listener", "Api-2").inputs["port"], 443);
    assert.equal(monitor.one("TargetGroup", "Api").inputs["protocol"], "HTTPS");
  });

  it("takes the security groups of the program, or none, or describes its own", async () => {
    const given = await make(ALB, { subnetIds: ["s"], securityGroups: ["sg-1"] });
    assert.deepEqual(given.monitor.one("LoadBalancer", "Api").inputs["securityGroups"], ["sg-1"]);
    const skipped = await make(ALB, { subnetIds: ["s"], defaultSecurityGroup: { skip: true } });
    assert.deepEqual(skipped.monitor.names("SecurityGroup"), []);
    const own = await make(ALB, { subnetIds: ["s"], defaultSecurityGroup: { args: { vpcId: "vpc-1" } } });
    const { inputs } = own.monitor.one("SecurityGroup", "Api");
    assert.deepEqual(inputs, { description: "Managed by Pulumi", vpcId: "vpc-1" });
  });

  it("refuses two ways of saying one thing", async () => {
    await assert.rejects(make(ALB, { subnetIds: ["s"], subnetMappings: [] }), /only one of `subnets`, `subnetIds`/);
    await assert.rejects(make(ALB, { listener: {}, listeners: [] }), /only one of `listener`, `listeners`/);
  });
});

it("a network load balancer of awsx's listens for TCP", async () => {
  const { monitor } = await make("awsx:lb:NetworkLoadBalancer", { subnetIds: ["s"], defaultTargetGroupPort: 9000 });
  const { inputs } = monitor.one("LoadBalancer", "Api");
  assert.deepEqual(inputs, { subnets: ["s"], loadBalancerType: "network", enableHttp2: false, idleTimeout: 0 });
  assert.deepEqual(monitor.one("TargetGroup", "Api").inputs, { vpcId: "vpc-7", protocol: "TCP", port: 9000 });
  assert.equal(monitor.one("Listener", "Api-0").inputs["port"], 80);
});

describe("an attachment to a target group of awsx's", () => {
  const ATTACHMENT = "awsx:lb:TargetGroupAttachment";

  it("names an instance by address where the group wants addresses", async () => {
    const { monitor } = await make(ATTACHMENT, { targetGroupArn: "arn:tg", instanceId: "i-1" });
    const { inputs } = monitor.one("TargetGroupAttachment", "Api");
    assert.deepEqual(inputs, { targetId: "10.0.0.9", availabilityZone: "eu-central-1a", targetGroupArn: "arn:tg" });
  });

  it("lets the load balancer call a function first", async () => {
    const { monitor } = await make(ATTACHMENT, { targetGroup: makeReference("urn:t", "tg"), lambdaArn: "arn:fn" });
    const { dependencies, inputs } = monitor.one("TargetGroupAttachment", "Api");
    assert.deepEqual(inputs, { targetId: "arn:fn", targetGroupArn: "arn:group" });
    assert.ok(dependencies.some((urn) => urn.includes("Permission")));
    await assert.rejects(make(ATTACHMENT, { targetGroupArn: "arn:tg" }), /one of `instance`, `instanceId`/);
  });
});

describe("a repository of awsx's", () => {
  const REPOSITORY = "awsx:ecr:Repository";
  const rulesOf = ({ monitor }: Built): unknown =>
    JSON.parse(textOf(monitor.one("LifecyclePolicy", "api").inputs["policy"]));

  it("is called in small letters, and keeps one untagged image", async () => {
    const built = await make(REPOSITORY, { forceDelete: true });
    assert.deepEqual(built.monitor.one("Repository", "api").inputs, { forceDelete: true });
    assert.deepEqual(rulesOf(built), {
      rules: [
        {
          rulePriority: 1,
          description: "remove untagged images",
          selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("puts the rule for all images last, and counts days", async () => {
    const rules: Value[] = [
      { tagStatus: "any", maximumNumberOfImages: 10 },
      { tagStatus: "untagged", maximumAgeLimit: 7 },
    ];
    const text = JSON.stringify(rulesOf(await make(REPOSITORY, { lifecyclePolicy: { rules } })));
    assert.match(
      text,
      /"rulePriority":1.*sinceImagePushed","countNumber":7,"countUnit":"days".*"rulePriority":2.*"any"/,
    );
    const wrong = { lifecyclePolicy: { rules: [{ tagStatus: "untagged" }] } };
    await assert.rejects(make(REPOSITORY, wrong), /needs `maximumNumberOfImages` or `maximumAgeLimit`/);
    const none = await make(REPOSITORY, { lifecyclePolicy: { skip: true } });
    assert.deepEqual(none.monitor.names("LifecyclePolicy"), []);
  });
});

describe("a Fargate service of awsx's", () => {
  const SERVICE = "awsx:ecs:FargateService";
  const container = { name: "web", image: "web:1", cpu: 256, memory: 600 };
  const network = { networkConfiguration: { subnets: ["s"] } };

  it("makes its task definition, roles and log group, and waits for steady state", async () => {
    const portMappings = [{ targetGroup: makeReference("urn:t", "tg") }];
    const { monitor } = await make(SERVICE, {
      ...network,
      cluster: "arn:cluster",
      taskDefinitionArgs: { container: { ...container, portMappings } },
    });
    assert.deepEqual(monitor.names("Role"), ["Api-task", "Api-execution"]);
    assert.match(monitor.names("RolePolicyAttachment").join(), /^Api-execution-[0-9a-f]{8}$/);
    const task = monitor.one("TaskDefinition", "Api").inputs;
    assert.deepEqual([task["cpu"], task["memory"], task["networkMode"]], ["256", "1024", "awsvpc"]);
    assert.match(textOf(task["family"]), /^Api-[0-9a-f]{8}$/);
    assert.deepEqual(JSON.parse(textOf(task["containerDefinitions"])), [
      {
        image: "web:1",
        cpu: 256,
        memory: 600,
        portMappings: [{ containerPort: 8080, hostPort: 8080 }],
        name: "web",
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": "Api", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "web" },
        },
      },
    ]);
    const service = monitor.one("Service", "Api").inputs;
    assert.deepEqual(service, {
      desiredCount: 1,
      ...network,
      cluster: "arn:cluster",
      launchType: "FARGATE",
      loadBalancers: [{ containerName: "web", containerPort: 8080, targetGroupArn: "arn:group" }],
      waitForSteadyState: true,
      taskDefinition: "arn:aws:test:::Api",
    });
    assert.equal(monitor.finished.length, 2);
  });

  it("has no launch type with a capacity provider strategy, and goes on early where it may", async () => {
    const { monitor } = await make(SERVICE, {
      ...network,
      taskDefinition: "task:1",
      continueBeforeSteadyState: true,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT" }],
    });
    const { inputs } = monitor.one("Service", "Api");
    assert.deepEqual([inputs["launchType"], inputs["waitForSteadyState"]], [undefined, false]);
  });

  it("stands in the default VPC's private subnets, or in its public ones with public addresses", async () => {
    const subnetsOf = async (more: Properties): Promise<unknown> => {
      const { monitor } = await make(SERVICE, { taskDefinition: "task:1", ...more });
      return monitor.one("Service", "Api").inputs["networkConfiguration"];
    };
    const securityGroups = ["SecurityGroup/Api-sg"];
    assert.deepEqual(await subnetsOf({}), { subnets: ["subnet-priv"], assignPublicIp: false, securityGroups });
    const open = { subnets: ["subnet-pub"], assignPublicIp: true, securityGroups };
    assert.deepEqual(await subnetsOf({ assignPublicIp: true }), open);
  });

  it("refuses a service without a task, and with two", async () => {
    await assert.rejects(make(SERVICE, network), /one of `taskDefinition` and `taskDefinitionArgs`/);
    const both = { ...network, taskDefinition: "task:1", taskDefinitionArgs: { container } };
    await assert.rejects(make(SERVICE, both), /only one of `taskDefinition`, `taskDefinitionArgs`/);
    await assert.rejects(make("awsx:ecs:FargateTaskDefinition", {}), /one of `container` and `containers`/);
  });

  it("can't tell size or family while an image is unknown", async () => {
    const inputs = { container: { ...container, image: UNKNOWN.string } };
    const { monitor } = await make("awsx:ecs:FargateTaskDefinition", inputs);
    const task = monitor.one("TaskDefinition", "Api").inputs;
    assert.deepEqual([task["family"], task["containerDefinitions"]], [UNKNOWN.string, UNKNOWN.string]);
  });

  const sizes: readonly (readonly [Properties[], string])[] = [
    [[{}], "256/512"],
    [[{ cpu: 256, memory: 512 }], "256/512"],
    [[{ cpu: 256, memory: 4096 }], "512/4096"],
    [[{ cpu: 512 }, { cpu: 512, memoryReservation: 256, memory: 9999 }], "1024/2048"],
    [[{ cpu: 2048, memory: 1024 }], "2048/4096"],
    [[{ cpu: 20_000 }], "32768/61440"],
  ];
  for (const [containers, expected] of sizes) {
    it(`gives ${JSON.stringify(containers)} a task of ${expected}`, () => {
      const { cpu, memory } = fargateSize(containers);
      assert.equal(`${cpu}/${memory}`, expected);
    });
  }

  it("refuses what no Fargate task can hold", () => {
    assert.throws(() => fargateSize([{ memory: 300 * 1024 }]), /ask for 0 vCPU and 300 GB together/);
  });
});

describe("a trail of awsx's", () => {
  const TRAIL = "awsx:cloudtrail:Trail";

  it("writes to a bucket of its own, which lets CloudTrail in first", async () => {
    const { monitor } = await make(TRAIL, { isMultiRegionTrail: true });
    assert.deepEqual(monitor.one("Bucket", "Api").inputs, { forceDestroy: true });
    assert.match(textOf(monitor.one("BucketPolicy", "Api").inputs["policy"]), /"arn:aws:test:::Api\/\*"/);
    const { dependencies, inputs } = monitor.one("Trail", "Api");
    assert.ok(dependencies.some((urn) => urn.includes("bucketPolicy")));
    assert.equal(inputs["isMultiRegionTrail"], true);
    assert.deepEqual(monitor.names("Role"), []);
  });

  it("writes to a log group with a role of its own where that is asked for", async () => {
    const { monitor } = await make(TRAIL, {
      s3Bucket: { existing: { arn: "arn:aws:s3:::trails" } },
      cloudWatchLogsGroup: { enable: true, args: { retentionInDays: 7 } },
    });
    assert.deepEqual(monitor.names("Bucket"), []);
    const group = "arn:aws:logs:eu-central-1:000000000000:log-group:Api";
    const { inputs } = monitor.one("Trail", "Api");
    assert.deepEqual([inputs["s3BucketName"], inputs["cloudWatchLogsGroupArn"]], ["trails", `${group}:*`]);
    const policies = JSON.stringify(monitor.one("Role", "Api").inputs["inlinePolicies"]);
    assert.ok(policies.includes(`${group}:log-stream:000000000000_CloudTrail_*`));
  });
});

it("the default VPC of awsx's has no children, and tells public from private subnets", async () => {
  const { monitor, constructed } = await make("awsx:ec2:DefaultVpc", {});
  assert.equal(monitor.registrations.length, 1);
  assert.deepEqual(constructed.outputs, {
    vpcId: "vpc-default",
    publicSubnetIds: ["subnet-pub"],
    privateSubnetIds: ["subnet-priv"],
  });
});
