import assert from "node:assert/strict";
import { KINDS } from "../../../../rehearsal/aws/services/index.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { isFargateSize } from "../../../../rehearsal/aws/services/ecs/fargateSizes.ts";
import { threshold } from "../../../../rehearsal/aws/services/ecs/breaker.ts";
import { container, PORT, Scene, without } from "../steady/scene.ts";
import type { Change } from "../steady/scene.ts";

const changed =
  (changes: Properties): Change =>
  (inputs) => ({ ...inputs, ...changes });
const unset =
  (name: string): Change =>
  (inputs) =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== name));
const inContainer = (changes: Properties): Change => container((one) => ({ ...one, ...changes }));
const balancer =
  (changes: Properties): Change =>
  (inputs) => {
    const [first = {}] = inputs["loadBalancers"] as Properties[];
    return { ...inputs, loadBalancers: [{ ...first, ...changes }] };
  };
const network =
  (changes: Properties): Change =>
  (inputs) => ({
    ...inputs,
    networkConfiguration: { ...(inputs["networkConfiguration"] as Properties), ...changes },
  });
const SPOT = { capacityProvider: "FARGATE_SPOT" };

/** What is refused as the scene is made: a part, its wrong inputs, and what ECS says. */
const REFUSED: readonly [name: string, parts: Record<string, Change>, says: RegExp][] = [
  [
    "256 CPU with 4096 MB",
    { "task-definition": changed({ memory: "4096" }) },
    /No Fargate configuration exists for given values: 256 CPU, 4096 memory\. See the Amazon ECS/,
  ],
  [
    "Fargate without cpu",
    { "task-definition": unset("cpu") },
    /Fargate requires that 'cpu' be defined at the task level/,
  ],
  [
    "Fargate on a bridge",
    { "task-definition": changed({ networkMode: "bridge" }) },
    /Fargate only supports network mode 'awsvpc'/,
  ],
  [
    "no JSON",
    { "task-definition": changed({ containerDefinitions: "[{" }) },
    /container_definitions is invalid: Error decoding JSON/,
  ],
  ["no list", { "task-definition": changed({ containerDefinitions: "{}" }) }, /expected a JSON array/],
  ["no essential container", { "task-definition": inContainer({ essential: false }) }, /must be marked as essential/],
  [
    "a container without an image",
    { "task-definition": inContainer({ image: "" }) },
    /Container\.image should not be null or empty/,
  ],
  [
    "ports that don't match",
    { "task-definition": inContainer({ portMappings: [{ containerPort: PORT, hostPort: 80 }] }) },
    /host ports and container ports in port mappings must match/,
  ],
  [
    "a privileged container",
    { "task-definition": inContainer({ privileged: true }) },
    /do not support the 'privileged' parameter/,
  ],
  [
    "no execution role",
    { "task-definition": unset("executionRoleArn") },
    /you must also specify a value for 'executionRoleArn'/,
  ],
  [
    "a role that isn't there",
    { "task-definition": changed({ taskRoleArn: "arn:aws:iam::111122223333:role/none" }) },
    /Role is not valid/,
  ],
  [
    "a secret and a variable of one name",
    { "task-definition": inContainer({ environment: [{ name: "DATABASE_PASSWORD", value: "x" }] }) },
    /must be unique and not shared/,
  ],
  [
    "logs without a region",
    {
      "task-definition": inContainer({
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "g", "awslogs-stream-prefix": "p" } },
      }),
    },
    /Log driver awslogs requires options: awslogs-region/,
  ],
  [
    "a log option that doesn't exist",
    {
      "task-definition": inContainer({
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": "g", "awslogs-region": "r", "awslogs-stream-prefix": "p", retention: "7" },
        },
      }),
    },
    /disallows options: retention/,
  ],
  [
    "more memory in the container than in the task",
    { "task-definition": inContainer({ memory: 1024 }) },
    /must not be greater than the task's 'memory'/,
  ],
  ["no such cluster", { service: changed({ cluster: "other" }) }, /Cluster not found/],
  ["no such task definition", { service: changed({ taskDefinition: "other:1" }) }, /TaskDefinition not found/],
  ["no network", { service: unset("networkConfiguration") }, /Network Configuration must be provided/],
  ["no such subnet", { service: network({ subnets: ["subnet-0"] }) }, /The subnet ID 'subnet-0' does not exist/],
  [
    "no such security group",
    { service: network({ securityGroups: ["sg-0"] }) },
    /The security group 'sg-0' does not exist/,
  ],
  [
    "a launch type beside a strategy",
    { service: changed({ launchType: "FARGATE" }) },
    /Specifying both a launch type and capacity provider strategy/,
  ],
  [
    "Spot with an on-demand base beside its own",
    {
      service: changed({
        capacityProviderStrategies: [
          { capacityProvider: "FARGATE", base: 1, weight: 1 },
          { ...SPOT, base: 1, weight: 1 },
        ],
      }),
    },
    /only one capacity provider in a strategy can have a base/,
  ],
  [
    "capacity that isn't associated",
    {
      capacity: changed({ capacityProviders: ["FARGATE"] }),
      service: changed({ capacityProviderStrategies: [{ ...SPOT, weight: 1 }] }),
    },
    /not associated with the cluster/,
  ],
  [
    "no such capacity provider",
    { capacity: changed({ capacityProviders: ["FARGATE", "FARGATE_SPOTS"] }) },
    /The specified capacity provider was not found/,
  ],
  [
    "a target group of instances",
    { "target-group": changed({ targetType: "instance" }) },
    /has target type instance, which is incompatible with the awsvpc/,
  ],
  ["a target group without a listener", { listener: without }, /does not have an associated load balancer/],
  [
    "a container that isn't there",
    { service: balancer({ containerName: "web" }) },
    /The container web does not exist in the task definition/,
  ],
  [
    "a port that isn't mapped",
    { service: balancer({ containerPort: 3000 }) },
    /The container api did not have a container port 3000 defined/,
  ],
  [
    "grace without a load balancer",
    { service: changed({ loadBalancers: [], healthCheckGracePeriodSeconds: 60 }) },
    /only valid for services configured to use load balancers/,
  ],
  [
    "a registry that isn't there",
    {
      service: changed({
        serviceRegistries: { registryArn: "arn:aws:servicediscovery:eu-central-1:111122223333:service/srv-0" },
      }),
    },
    /Service registry .* does not exist/,
  ],
];

describe("ECS refuses", () => {
  for (const [name, parts, says] of REFUSED) {
    it(name, () => assert.throws(() => new Scene({ parts }), says));
  }

  it("a service of the same name", () => {
    const scene = new Scene();
    assert.throws(() => scene.account.make("aws:ecs/service:Service", scene.service.inputs), /was not idempotent/);
  });
});

describe("checks of a task definition in a preview", () => {
  const kind = KINDS.get("aws:ecs/taskDefinition:TaskDefinition");
  const { inputs } = new Scene().get("task-definition");

  it("find nothing in a right one", () => assert.deepEqual(kind?.check?.(inputs), []));

  it("wait for what is unknown yet", () => {
    const unknown = { ...inputs, containerDefinitions: UNKNOWN.string, executionRoleArn: UNKNOWN.string };
    assert.deepEqual(kind?.check?.(unknown), []);
  });

  it("name the property", () => {
    assert.deepEqual(
      kind?.check?.({ ...inputs, memory: "4096" }).map(({ property }) => property),
      ["memory"],
    );
  });
});

describe("tables", () => {
  it("of Fargate's sizes", () => {
    const right: [number, number][] = [
      [256, 512],
      [256, 2048],
      [512, 4096],
      [1024, 8192],
      [4096, 30720],
      [8192, 20480],
      [16384, 122880],
    ];
    const wrong: [number, number][] = [
      [256, 4096],
      [512, 512],
      [1024, 1024],
      [300, 512],
      [8192, 17408],
      [16384, 36864],
    ];
    assert.ok(right.every(([cpu, memory]) => isFargateSize(cpu, memory)));
    assert.ok(!wrong.some(([cpu, memory]) => isFargateSize(cpu, memory)));
  });

  it("of the breaker's threshold", () => {
    assert.deepEqual([1, 6, 7, 25, 400, 800].map(threshold), [3, 3, 4, 13, 200, 200]);
  });
});
