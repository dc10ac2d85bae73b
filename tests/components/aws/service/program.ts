/** A program of nothing but a Fargate service and what it can't do without, under the engine, and what others do beside it. */
import assert from "node:assert/strict";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { pushImage, serviceReport } from "../../../../rehearsal/systems/aws-operator.ts";
import type { ServiceReport } from "../../../../rehearsal/systems/aws-operator.ts";
import type { AwsProgram } from "../../../rehearsal/plugins/aws/program.ts";

/** A worker in one public subnet. Configuration: `memory`, `capacity`, `tag`. */
export const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Cluster, FargateService, Repository } from "@tidegate/aws";

const config = new pulumi.Config();
const vpcId = new Vpc("net", { cidrBlock: "10.0.0.0/24" }).id;
const subnetId = new Subnet("net", { vpcId, cidrBlock: "10.0.0.0/25" }).id;
const gatewayId = new InternetGateway("net", { vpcId }).id;
const table = new RouteTable("net", { vpcId, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId }] });
const way = new RouteTableAssociation("net", { subnetId, routeTableId: table.id });
const egress = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }];
const group = new SecurityGroup("net", { vpcId, egress });

const cluster = new Cluster("jobs", { clusterName: "jobs", containerInsights: false });
const repository = new Repository("jobs", { repositoryName: "jobs", image: "floating", protect: false });
const service = new FargateService("worker", {
  cluster,
  repository,
  serviceName: "worker",
  family: "worker",
  cpu: 256,
  memory: config.getNumber("memory") ?? 512,
  capacity: config.get("capacity") ?? "on-demand",
  container: { name: "worker" },
  image: { kind: "floating", tag: config.get("tag") ?? "latest" },
  imageLabel: "probe:tag",
  subnetIds: [subnetId],
  securityGroupIds: [group.id],
  assignPublicIp: true,
  scaling: { kind: "fixed", count: 2 },
  statements: [],
  paused: false,
}, { dependsOn: [way] });
export const serving = service.taskDefinitionRevision;
export const steady = service.steady;
`;

const REGION = "eu-central-1";
const REPOSITORY = "aws:ecr/repository:Repository";

/** One stack of the program, its world, and the people around it. */
export class ServiceProgram {
  readonly #program: AwsProgram;

  constructor(program: AwsProgram) {
    this.#program = program;
  }

  set(key: string, value: string): Promise<string> {
    return this.#succeeds("config", "set", key, value);
  }

  up(): Promise<string> {
    return this.#succeeds("up", "--yes", "--skip-preview");
  }

  upFails(): Promise<string> {
    return this.#fails("up", "--yes", "--skip-preview");
  }

  preview(): Promise<string> {
    return this.#succeeds("preview", "--diff");
  }

  previewFails(): Promise<string> {
    return this.#fails("preview");
  }

  /** Fails unless a preview plans nothing. */
  async plansNothing(): Promise<void> {
    await this.#succeeds("preview", "--expect-no-changes", "--diff");
  }

  async destroy(): Promise<void> {
    await this.#succeeds("destroy", "--yes", "--skip-preview");
  }

  /** `docker push` of a program that runs on, or of one that ends at once. */
  async push(tag: string, { breaks = false } = {}): Promise<void> {
    const exits = { afterSeconds: 1, code: 1 };
    await pushImage(this.#program.clouds, { repositoryUrl: "registry/jobs", tag, ...(breaks && { exits }) });
  }

  /** Somebody deletes every image: the repository goes with all that is in it, and comes again as it was. */
  async emptyRepository(): Promise<void> {
    const place = { type: REPOSITORY, region: REGION };
    const { resource } = await this.#door("read", { ...place, id: "jobs" });
    assert.ok(isRecord(resource) && isRecord(resource["inputs"]));
    await this.#door("delete", { ...place, id: "jobs" });
    await this.#door("create", { ...place, urn: "", inputs: resource["inputs"], declared: {} });
  }

  report(): Promise<ServiceReport> {
    return serviceReport(this.#program.clouds, "worker");
  }

  /** Fails unless ECS runs this revision of the definition, in as many tasks as it aims at. */
  async runs(revision: number, tasks: number): Promise<void> {
    const { taskDefinition, running, desired, isSteady } = await this.report();
    const name = taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1);
    assert.deepEqual([name, running, desired, isSteady], [`worker:${revision}`, tasks, tasks, true]);
  }

  /** What the service's tasks run on: the name of its one capacity provider. */
  async capacity(): Promise<unknown> {
    const id = `arn:aws:ecs:${REGION}:111122223333:service/jobs/worker`;
    const { resource } = await this.#door("read", { type: "aws:ecs/service:Service", region: REGION, id });
    const outputs = isRecord(resource) && isRecord(resource["outputs"]) ? resource["outputs"] : {};
    const given = outputs["capacityProviderStrategies"];
    const strategies: readonly unknown[] = Array.isArray(given) ? given : [];
    assert.equal(strategies.length, 1);
    const strategy = strategies[0];
    return isRecord(strategy) ? strategy["capacityProvider"] : undefined;
  }

  async #succeeds(...args: string[]): Promise<string> {
    const { ok, output } = await this.#program.pulumi(...args, "--color", "never");
    assert.ok(ok, output);
    return output;
  }

  async #fails(...args: string[]): Promise<string> {
    const { ok, output } = await this.#program.pulumi(...args, "--color", "never");
    assert.equal(ok, false, `This should have failed:\n${output}`);
    return output;
  }

  /** The provider's door: past Pulumi, as by somebody else's hand. */
  async #door(what: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#program.clouds.awsEndpoint}/rehearsal/provider/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer: unknown = response.ok ? JSON.parse(text) : undefined;
    assert.ok(isRecord(answer), text);
    return answer;
  }
}
