/**
 * A service that runs: an API behind an Application Load Balancer, in private subnets without NAT, with every endpoint
 * that it needs. Each part has a name, by which a test changes its inputs or leaves it out.
 */
import { putImage } from "../../../../rehearsal/aws/images.ts";
import type { Image } from "../../../../rehearsal/aws/images.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties, Value } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account, REGION } from "../account.ts";

/** New inputs for a part; undefined leaves it out. */
export type Change = (inputs: Properties, scene: Scene) => Properties | undefined;

export interface SceneOptions {
  readonly parts?: Readonly<Record<string, Change>>;
  /** What the image is and does; undefined pushes none. */
  readonly image?: ((image: Image) => Image) | undefined;
  readonly withoutImage?: boolean;
}

export const PORT = 8080;
export const HEALTH_PATH = "/health";
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

export class Scene {
  readonly account: Account;
  readonly parts = new Map<string, Resource>();
  readonly #changes: Readonly<Record<string, Change>>;

  constructor({ parts = {}, image = (one) => one, withoutImage = false }: SceneOptions = {}, account = new Account()) {
    this.account = account;
    this.#changes = parts;
    this.#network();
    this.#groups();
    this.#endpoints();
    this.#data();
    if (!withoutImage) this.push(image);
    this.#balancer();
    this.#roles();
    this.#service();
    const unknown = Object.keys(parts).filter((name) => !this.#seen.has(name));
    if (unknown.length > 0) throw new Error(`the scene has no part ${unknown.join(", ")}`);
  }

  readonly #seen = new Set<string>();

  get(name: string): Resource {
    const found = this.parts.get(name);
    if (found === undefined) throw new Error(`the scene has no ${name}`);
    return found;
  }

  id(name: string): string {
    return this.parts.get(name)?.id ?? `no-${name}`;
  }

  arn(name: string): Value {
    const part = this.parts.get(name);
    return part?.outputs["arn"] ?? part?.id ?? `arn:aws:none:::${name}`;
  }

  get service(): Resource {
    return this.get("service");
  }

  /** Pushes the image, or another one over it. */
  push(change: (image: Image) => Image = (one) => one): void {
    const { moment } = this.account.cloud;
    const image: Image = {
      repositoryArn: textOf(this.arn("repository")),
      digest: DIGEST,
      tags: ["v1"],
      pushedAt: moment.now,
      architecture: "X86_64",
      listens: { port: PORT, paths: [HEALTH_PATH, "/"], startSeconds: 5 },
    };
    putImage(moment.world, change(image));
  }

  /** What the service's events say, newest first. */
  events(): string[] {
    const found = this.account.ask("aws:ecs/getService:getService", {
      clusterArn: this.id("cluster"),
      serviceName: "api",
    });
    const events = found?.["events"];
    return Array.isArray(events) ? events.map((event) => textOf((event as Properties)["message"])) : [];
  }

  make(name: string, type: string, inputs: Properties): void {
    this.#seen.add(name);
    const change = this.#changes[name];
    const changed = change === undefined ? inputs : change(inputs, this);
    if (changed !== undefined) this.parts.set(name, this.account.make(type, changed));
  }

  #network(): void {
    this.make("vpc", "aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true });
    const vpcId = this.id("vpc");
    this.make("igw", "aws:ec2/internetGateway:InternetGateway", { vpcId });
    for (const [index, zone] of ["a", "b"].entries()) {
      const subnet = { vpcId, availabilityZone: `${REGION}${zone}` };
      this.make(`public-${zone}`, "aws:ec2/subnet:Subnet", { ...subnet, cidrBlock: `10.0.${index}.0/24` });
      this.make(`private-${zone}`, "aws:ec2/subnet:Subnet", { ...subnet, cidrBlock: `10.0.${index + 10}.0/24` });
    }
    for (const kind of ["public", "private"]) {
      this.make(`${kind}-table`, "aws:ec2/routeTable:RouteTable", { vpcId });
      for (const zone of ["a", "b"]) {
        const ids = { routeTableId: this.id(`${kind}-table`), subnetId: this.id(`${kind}-${zone}`) };
        this.make(`${kind}-${zone}-table`, "aws:ec2/routeTableAssociation:RouteTableAssociation", ids);
      }
    }
    const route = {
      routeTableId: this.id("public-table"),
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: this.id("igw"),
    };
    this.make("public-route", "aws:ec2/route:Route", route);
  }

  #groups(): void {
    for (const name of ["alb", "task", "endpoint"]) {
      this.make(`${name}-group`, "aws:ec2/securityGroup:SecurityGroup", {
        vpcId: this.id("vpc"),
        name,
        description: name,
      });
    }
    const [alb, task, endpoint] = ["alb", "task", "endpoint"].map((name) => this.id(`${name}-group`));
    const rule = (name: string, direction: "Ingress" | "Egress", groupId = "", port: number, peer: Properties): void =>
      this.make(name, `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`, {
        securityGroupId: groupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ...peer,
      });
    rule("alb-in", "Ingress", alb, 80, { cidrIpv4: "0.0.0.0/0" });
    rule("alb-out", "Egress", alb, PORT, { referencedSecurityGroupId: task ?? "" });
    rule("task-in", "Ingress", task, PORT, { referencedSecurityGroupId: alb ?? "" });
    rule("task-to-endpoints", "Egress", task, 443, { referencedSecurityGroupId: endpoint ?? "" });
    rule("endpoints-in", "Ingress", endpoint, 443, { referencedSecurityGroupId: task ?? "" });
  }

  #endpoints(): void {
    for (const api of ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]) {
      this.make(api, "aws:ec2/vpcEndpoint:VpcEndpoint", {
        vpcId: this.id("vpc"),
        serviceName: `com.amazonaws.${REGION}.${api}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [this.id("private-a"), this.id("private-b")],
        securityGroupIds: [this.id("endpoint-group")],
      });
    }
    this.make("s3", "aws:ec2/vpcEndpoint:VpcEndpoint", {
      vpcId: this.id("vpc"),
      serviceName: `com.amazonaws.${REGION}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [this.id("private-table")],
    });
    this.make("task-to-s3", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
      securityGroupId: this.id("task-group"),
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      prefixListId: this.parts.get("s3")?.outputs["prefixListId"] ?? "pl-none",
    });
  }

  #data(): void {
    this.make("repository", "aws:ecr/repository:Repository", { name: "api" });
    this.make("log-group", "aws:cloudwatch/logGroup:LogGroup", { name: "/ecs/api", retentionInDays: 30 });
    this.make("secret", "aws:secretsmanager/secret:Secret", { name: "api/database" });
    this.make("secret-value", "aws:secretsmanager/secretVersion:SecretVersion", {
      secretId: this.id("secret"),
      secretString: JSON.stringify({ password: this.account.cloud.hex(12) }),
    });
  }

  #balancer(): void {
    this.make("alb", "aws:lb/loadBalancer:LoadBalancer", {
      name: "api",
      loadBalancerType: "application",
      subnets: [this.id("public-a"), this.id("public-b")],
      securityGroups: [this.id("alb-group")],
    });
    this.make("target-group", "aws:lb/targetGroup:TargetGroup", {
      name: "api",
      port: PORT,
      protocol: "HTTP",
      targetType: "ip",
      vpcId: this.id("vpc"),
      healthCheck: { path: HEALTH_PATH, matcher: "200", interval: 15, healthyThreshold: 2, unhealthyThreshold: 3 },
    });
    this.make("listener", "aws:lb/listener:Listener", {
      loadBalancerArn: this.arn("alb"),
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: this.arn("target-group") }],
    });
  }

  #roles(): void {
    const trust = policy({ Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" });
    this.make("execution-role", "aws:iam/role:Role", { name: "api-execution", assumeRolePolicy: trust });
    this.make("task-role", "aws:iam/role:Role", { name: "api-task", assumeRolePolicy: trust });
    const grants: Record<string, [actions: string[], resource: Value]> = {
      login: [["ecr:GetAuthorizationToken"], "*"],
      pull: [["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], this.arn("repository")],
      logs: [["logs:CreateLogStream", "logs:PutLogEvents"], `${textOf(this.arn("log-group"))}:*`],
      secrets: [["secretsmanager:GetSecretValue"], this.arn("secret")],
    };
    for (const [name, [actions, resource]] of Object.entries(grants)) {
      this.make(`may-${name}`, "aws:iam/rolePolicy:RolePolicy", {
        name,
        role: this.get("execution-role").id,
        policy: policy({ Action: actions, Resource: resource }),
      });
    }
  }

  #service(): void {
    this.make("cluster", "aws:ecs/cluster:Cluster", { name: "main" });
    this.make("capacity", "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", {
      clusterName: "main",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
    this.make("task-definition", "aws:ecs/taskDefinition:TaskDefinition", {
      family: "api",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: this.arn("execution-role"),
      taskRoleArn: this.arn("task-role"),
      containerDefinitions: JSON.stringify([this.container()]),
    });
    this.make("service", "aws:ecs/service:Service", {
      name: "api",
      cluster: this.id("cluster"),
      taskDefinition: this.arn("task-definition"),
      desiredCount: 2,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
      networkConfiguration: {
        subnets: [this.id("private-a"), this.id("private-b")],
        securityGroups: [this.id("task-group")],
        assignPublicIp: false,
      },
      loadBalancers: [{ targetGroupArn: this.arn("target-group"), containerName: "api", containerPort: PORT }],
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
    });
  }

  container(): Properties {
    return {
      name: "api",
      image: `${textOf(this.parts.get("repository")?.outputs["repositoryUrl"])}:v1`,
      essential: true,
      portMappings: [{ containerPort: PORT, protocol: "tcp" }],
      secrets: [{ name: "DATABASE_PASSWORD", valueFrom: `${textOf(this.arn("secret"))}:password::` }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/ecs/api",
          "awslogs-region": REGION,
          "awslogs-stream-prefix": "api",
        },
      },
    };
  }
}

/** One statement that allows, as a document. */
export function policy(statement: Properties): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** Changes the container of a task definition's inputs. */
export function container(change: (container: Properties) => Properties): Change {
  return (inputs) => {
    const [first = {}] = JSON.parse(textOf(inputs["containerDefinitions"])) as Properties[];
    return { ...inputs, containerDefinitions: JSON.stringify([change(first)]) };
  };
}

export const without: Change = () => undefined;
