import assert from "node:assert/strict";
import Fastify from "fastify";
import type { FastifyInstance } from "fastify";
import { AwsError } from "../../../../rehearsal/aws/errors.ts";
import { registerOperator } from "../../../../rehearsal/aws/operator/routes.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties, Value } from "../../../../rehearsal/plugins/protocol/values.ts";
import { REGION } from "../account.ts";
import { PORT, Scene, without } from "../steady/scene.ts";
import type { SceneOptions } from "../steady/scene.ts";

interface Reply {
  readonly status: number;
  readonly body: Properties;
}

/** A scene with the operator's door before it. */
class Door {
  readonly scene: Scene;
  readonly #server: FastifyInstance;
  saves = 0;

  constructor(options: SceneOptions = {}) {
    this.scene = new Scene(options);
    this.#server = Fastify();
    this.#server.setErrorHandler((error, _request, reply) =>
      reply.code(error instanceof AwsError ? 400 : 500).send({ message: String(error) }),
    );
    registerOperator(this.#server, {
      present: () => this.scene.account.cloud.moment,
      save: async () => {
        this.saves += 1;
      },
    });
  }

  async send(method: "GET" | "POST" | "PUT", path: string, body?: Properties): Promise<Reply> {
    const url = `/rehearsal/aws/${path}`;
    const response = await this.#server.inject({ method, url, ...(body !== undefined && { payload: body }) });
    return { status: response.statusCode, body: response.json<Properties>() };
  }

  async ask(url: string, method = "GET"): Promise<Properties> {
    return (await this.send("POST", "ask", { url, method })).body;
  }

  async report(): Promise<Properties> {
    const { body } = await this.send("GET", "services");
    const [first = {}] = body["services"] as Properties[];
    return first;
  }

  get balancer(): string {
    return `http://${textOf(this.scene.get("alb").outputs["dnsName"])}`;
  }
}

function started(options: SceneOptions = {}): Door {
  const door = new Door(options);
  door.scene.account.pass(60);
  return door;
}

function immutableTags(inputs: Properties): Properties {
  return { ...inputs, imageTagMutability: "IMMUTABLE" };
}

describe("the operator", () => {
  it("pushes the image that a service waits for", async () => {
    const door = new Door({
      withoutImage: true,
      parts: { service: ({ deploymentCircuitBreaker: _, ...rest }) => rest },
    });
    door.scene.account.pass(60);
    const before = await door.report();
    assert.deepEqual([before["isSteady"], before["running"]], [false, 0]);
    assert.match(JSON.stringify(before["reasons"]), /api:v1: not found/);
    const pushed = await door.send("POST", "images", {
      repositoryName: "api",
      tag: "v1",
      listens: { port: PORT, paths: ["/health"] },
    });
    assert.match(textOf(pushed.body["digest"]), /^sha256:[0-9a-f]{64}$/);
    assert.equal(door.saves, 1);
    door.scene.account.pass(90);
    const after = await door.report();
    assert.deepEqual([after["isSteady"], after["running"], after["reasons"]], [true, 2, []]);
  });

  it("can't move a tag of a repository whose tags are immutable", async () => {
    const push = { repositoryName: "api", tag: "v1", listens: { port: PORT, paths: ["/health"] } };
    const mutable = new Door({ withoutImage: true });
    const immutable = new Door({ withoutImage: true, parts: { repository: immutableTags } });
    for (const door of [mutable, immutable]) assert.equal((await door.send("POST", "images", push)).status, 200);
    assert.equal((await mutable.send("POST", "images", push)).status, 200);
    const { status, body } = await immutable.send("POST", "images", push);
    assert.equal(status, 400);
    assert.match(textOf(body["message"]), /The image tag 'v1' already exists in the 'api'/);
    assert.equal((await immutable.send("POST", "images", { ...push, tag: "v2" })).status, 200);
  });

  it("notes that a secret has a value, and never takes the value", async () => {
    const door = new Door({ parts: { "secret-value": without } });
    const value: Value = door.scene.account.cloud.hex(12);
    assert.equal((await door.send("PUT", "secrets", { name: "api/database", value })).status, 400);
    assert.equal(door.scene.get("secret").notes["hasValue"], false);
    assert.equal((await door.send("PUT", "secrets", { name: "api/database", jsonKeys: ["password"] })).status, 200);
    door.scene.account.pass(60);
    assert.equal((await door.report())["isSteady"], true);
  });

  it("forces a new deployment", async () => {
    const door = started();
    const { body } = await door.send("POST", "services/force-new-deployment", { cluster: "main", service: "api" });
    assert.match(textOf(body["deployment"]), /^ecs-svc\/\d{19}$/);
    assert.equal((await door.report())["isSteady"], false);
    door.scene.account.pass(60);
    assert.equal((await door.report())["isSteady"], true);
  });

  it("fills a queue, and the policies act", async () => {
    const door = started();
    const { account } = door.scene;
    const subject = {
      serviceNamespace: "ecs",
      resourceId: "service/main/api",
      scalableDimension: "ecs:service:DesiredCount",
    };
    account.make("aws:sqs/queue:Queue", { name: "jobs" });
    account.make("aws:appautoscaling/target:Target", { ...subject, minCapacity: 1, maxCapacity: 8 });
    account.make("aws:appautoscaling/policy:Policy", {
      ...subject,
      name: "depth",
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 10,
        customizedMetricSpecification: {
          namespace: "AWS/SQS",
          metricName: "ApproximateNumberOfMessagesVisible",
          statistic: "Average",
          dimensions: [{ name: "QueueName", value: "jobs" }],
        },
      },
    });
    const { body } = await door.send("PUT", "queues", { queueName: "jobs", visible: 30 });
    assert.deepEqual(body["scaled"], [{ resourceId: "service/main/api", from: 2, to: 6 }]);
    assert.equal((await door.report())["desired"], 6);
  });

  const WRONG: readonly [string, "POST" | "PUT", string, Properties, RegExp][] = [
    [
      "an unknown repository",
      "POST",
      "images",
      { repositoryName: "none" },
      /The repository with name 'none' does not exist/,
    ],
    ["no repository", "POST", "images", {}, /repositoryName must be a text/],
    ["another architecture", "POST", "images", { repositoryName: "api", architecture: "X" }, /X86_64 or ARM64/],
    ["an unknown secret", "PUT", "secrets", { name: "none" }, /can't find the specified secret/],
    [
      "an unknown service",
      "POST",
      "services/force-new-deployment",
      { cluster: "main", service: "x" },
      /Service not found/,
    ],
    ["an unknown queue", "PUT", "queues", { queueName: "none" }, /specified queue does not exist/],
    ["no URL", "POST", "ask", { url: "x" }, /url must be a URL/],
  ];
  for (const [name, method, path, body, says] of WRONG) {
    it(`is refused ${name}`, async () => {
      const reply = await new Door().send(method, path, body);
      assert.equal(reply.status, 400);
      assert.match(textOf(reply.body["message"]), says);
    });
  }
});

describe("a request from the internet through the load balancer", () => {
  it("gets what the application answers", async () => {
    const door = started();
    assert.equal((await door.ask(`${door.balancer}/health`))["status"], 200);
    assert.equal((await door.ask(`${door.balancer}/none`))["status"], 404);
  });

  it("gets 503 while nothing runs, 504 once the task's group is shut, nothing without a way in", async () => {
    const door = new Door();
    assert.equal((await door.ask(`${door.balancer}/`))["status"], 503);
    door.scene.account.pass(60);
    assert.equal((await door.ask(`${door.balancer}/`))["status"], 200);
    door.scene.account.remove(door.scene.get("task-in"));
    assert.equal((await door.ask(`${door.balancer}/`))["status"], 504);
    door.scene.account.remove(door.scene.get("alb-in"));
    assert.deepEqual((await door.ask(`${door.balancer}/`))["status"], 0);
    assert.match(textOf((await door.ask("http://example.com/"))["why"]), /nobody is called example\.com/);
  });

  it("follows a redirect's words", async () => {
    const door = started();
    const { account } = door.scene;
    account.make("aws:lb/listenerRule:ListenerRule", {
      listenerArn: door.scene.arn("listener"),
      priority: 1,
      conditions: [{ pathPattern: { values: ["/old/*"] } }],
      actions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
    const answer = await door.ask(`${door.balancer}/old/path?q=1`);
    assert.equal(answer["status"], 301);
    assert.match(textOf(answer["location"]), /^https:\/\/[^/:]+\/old\/path\?q=1$/);
  });
});

/** The same service behind an HTTP API, by Cloud Map. */
function withGateway(changes: { readonly routeKey?: string; readonly linkGroup?: string } = {}): {
  door: Door;
  url: string;
} {
  let url = "";
  const door = started({
    parts: {
      service: (inputs, scene) => {
        const { account } = scene;
        const namespace = account.make("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", {
          name: "api.local",
          vpc: scene.id("vpc"),
        });
        const registry = account.make("aws:servicediscovery/service:Service", {
          name: "api",
          dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type: "SRV", ttl: 10 }], routingPolicy: "MULTIVALUE" },
        });
        const api = account.make("aws:apigatewayv2/api:Api", { name: "api", protocolType: "HTTP" });
        const link = account.make("aws:apigatewayv2/vpcLink:VpcLink", {
          name: "api",
          subnetIds: [scene.id("private-a")],
          securityGroupIds: [scene.id(changes.linkGroup ?? "alb-group")],
        });
        const integration = account.make("aws:apigatewayv2/integration:Integration", {
          apiId: api.id,
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          integrationUri: registry.outputs["arn"] ?? "",
          connectionType: "VPC_LINK",
          connectionId: link.id,
        });
        account.make("aws:apigatewayv2/route:Route", {
          apiId: api.id,
          routeKey: changes.routeKey ?? "$default",
          target: `integrations/${integration.id}`,
        });
        account.make("aws:apigatewayv2/stage:Stage", { apiId: api.id, name: "$default", autoDeploy: true });
        url = `https://${api.id}.execute-api.${REGION}.amazonaws.com`;
        const registryArn = registry.outputs["arn"] ?? "";
        return { ...inputs, serviceRegistries: { registryArn, containerName: "api", containerPort: PORT } };
      },
    },
  });
  return { door, url };
}

describe("a request from the internet through an HTTP API", () => {
  it("reaches the task by the VPC link and Cloud Map", async () => {
    const { door, url } = withGateway();
    assert.equal((await door.ask(`${url}/health`))["status"], 200);
    assert.equal((await door.ask(`${url}/none`))["status"], 404);
  });

  it("gets 404 from the API itself without a route for it", async () => {
    const { door, url } = withGateway({ routeKey: "GET /v1/{proxy+}" });
    assert.match(textOf((await door.ask(`${url}/health`))["why"]), /no route for GET \/health/);
    assert.match(textOf((await door.ask(`${url}/v1/x`, "POST"))["why"]), /no route for POST/);
    assert.match(textOf((await door.ask(`${url}/v1/x`))["why"]), /knows no \/v1\/x/);
  });

  it("gets 503 where the VPC link isn't let through, and where nothing runs", async () => {
    const { door, url } = withGateway({ linkGroup: "endpoint-group" });
    const shut = await door.ask(`${url}/health`);
    assert.equal(shut["status"], 503);
    assert.match(textOf(shut["why"]), /don't let the VPC link through/);
    const open = withGateway();
    const { scene } = open.door;
    scene.account.change(scene.service, { ...scene.service.inputs, desiredCount: 0 });
    assert.match(textOf((await open.door.ask(`${open.url}/health`))["why"]), /Cloud Map has no instances/);
  });
});
