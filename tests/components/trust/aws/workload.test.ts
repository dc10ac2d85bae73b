/** What a system's own roles could do at most, though a deployment gave them everything. */
import assert from "node:assert/strict";
import { ServiceRole } from "@tidegate/aws";
import { ownName } from "@tidegate/faults";
import { boundedRoles } from "../../../../components/trust/aws/boundedRoles.ts";
import { TrustBoundary, trustBoundaryFaults, trustBoundaryText } from "../../../../components/trust/aws/boundary.ts";
import {
  WorkloadBoundary,
  workloadBoundaryFaults,
  workloadStatements,
} from "../../../../components/trust/aws/workload.ts";
import { isAllowed } from "../../../support/iam.ts";
import { build, known } from "../../aws/built.ts";
import { refuses } from "../../aws/faults.ts";
import type { Call } from "./calls.ts";
import { ACCOUNT, SYSTEMS, call, role, wording } from "./calls.ts";
import { textsOf } from "./roles.ts";

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** Of one environment: what its tasks do, by the names that the stacks give. */
const TASKS: Readonly<Record<string, (environment: "dev" | "prod") => readonly Call[]>> = {
  "circle-of-trust": (environment) => {
    const prefix = environment === "prod" ? "circle-of-trust" : "circle-of-trust-dev";
    const { arn } = wordingOf("circle-of-trust", environment);
    return [
      call("sqs:ReceiveMessage", arn("sqs", `${prefix}-jobs`)),
      call("dynamodb:Query", arn("dynamodb", `table/${prefix}-jobs/index/by-conversation`)),
      call("dynamodb:PutItem", arn("dynamodb", `table/${prefix}-conversations`)),
      call("logs:PutLogEvents", arn("logs", `log-group:/ecs/${prefix}-api:log-stream:x`)),
      call("ecr:BatchGetImage", arn("ecr", `repository/${prefix}-worker`)),
      call("ecs:UpdateService", arn("ecs", `service/${prefix}-api/api-service`)),
      call("dynamodb:StartAwsBackupJob", arn("dynamodb", `table/${prefix}-jobs`)),
    ];
  },
  "order-tracking": (environment) => {
    const name = `order-tracking-${environment}`;
    const { arn } = wordingOf("order-tracking", environment);
    return [
      call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:rds!db-1-abcdef"), {
        "aws:ResourceTag/aws:rds:primaryDBInstanceArn": arn("rds", `db:${name}`),
      }),
      call("kafka-cluster:WriteData", arn("kafka", `topic/${name}/1a2b/order-events`)),
      call("logs:PutLogEvents", arn("logs", `log-group:/ecs/${name}:log-stream:x`)),
    ];
  },
  "sandbox-broker": (environment) => {
    const name = `sandbox-broker-api${environment === "prod" ? "" : "-dev"}`;
    const { arn } = wordingOf("sandbox-broker", environment);
    return [
      call("logs:PutLogEvents", arn("logs", `log-group:/ecs/${name}:log-stream:x`)),
      call("ecr:BatchGetImage", arn("ecr", `repository/${name}`)),
    ];
  },
};

const NEVER: readonly Call[] = [
  call("iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/mallory`),
  call("iam:PassRole", role("admin"), { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
  call("sts:AssumeRole", role("order-tracking-prod-deploy")),
  call("s3:GetObject", `arn:aws:s3:::tidegate-state-${ACCOUNT}/.pulumi/stacks/order-tracking/prod.json`),
  call("ec2:RunInstances", `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/*`),
];

function caseOf(name: string, environment: "dev" | "prod") {
  const found = SYSTEMS[name]?.(environment);
  assert.ok(found !== undefined);
  return found;
}

function wordingOf(name: string, environment: "dev" | "prod") {
  return wording(caseOf(name, environment).system);
}

async function allowed(boundary: string, calls: readonly Call[]): Promise<string[]> {
  const found = await Promise.all(
    calls.map(({ action, resource, context = {} }) =>
      isAllowed({ action, resource, context, policies: [EVERYTHING], boundary }),
    ),
  );
  return calls.filter((_, index) => found[index]).map(({ action, resource }) => `${action} ${resource}`);
}

for (const [name, callsOf] of Object.entries(TASKS)) {
  it(`the tasks of ${name} never get past their own system's things, whatever their roles say`, async () => {
    const [boundary, ...others] = await textsOf(workloadStatements(caseOf(name, "prod").system));
    assert.ok(boundary !== undefined && others.length === 0);
    const own = callsOf("prod");
    assert.deepEqual(
      await allowed(boundary, own),
      own.map(({ action, resource }) => `${action} ${resource}`),
    );
    assert.deepEqual(await allowed(boundary, [...callsOf("dev"), ...NEVER]), []);
  });
}

describe("a boundary", () => {
  const { system } = caseOf("order-tracking", "prod");

  it("of a system is a managed policy", async () => {
    const args = { boundaryName: "order-tracking-prod-boundary", system };
    const { only, component } = await build((options) => new WorkloadBoundary("bounds", args, options));
    assert.deepEqual(only("Policy").inputs, {
      name: "order-tracking-prod-boundary",
      description: "What the roles of order-tracking prod never get past",
      policy: (await textsOf(workloadStatements(system)))[0],
    });
    assert.equal(await known(component.arn), `arn:aws:iam::${ACCOUNT}:policy/order-tracking-prod-boundary`);
  });

  it("of all roles is a managed policy", async () => {
    const args = { boundaryName: "tidegate-boundary", account: ACCOUNT };
    const { only } = await build((options) => new TrustBoundary("bounds", args, options));
    assert.equal(only("Policy").inputs["policy"], trustBoundaryText(ACCOUNT));
    assert.ok(trustBoundaryText(ACCOUNT).length <= 6144);
  });

  it("comes to every role that a program makes, and to nothing else", async () => {
    const arn = "arn:aws:iam::aws:policy/x-boundary";
    const statements = [{ Sid: "One", Action: ["sqs:SendMessage"], Resource: ["*"] }];
    const args = { roleName: "one", service: "ecs-tasks.amazonaws.com", description: "One", statements };
    const { only } = await build((options) => {
      const transformations = [...(options.transformations ?? []), boundedRoles(arn)];
      return new ServiceRole("one", args, { ...options, transformations });
    });
    assert.equal(only("Role").inputs["permissionsBoundary"], arn);
    assert.equal(only("Role").inputs["name"], "one");
    assert.ok(!("permissionsBoundary" in only("RolePolicy").inputs));
  });

  describe("of all roles refuses", () => {
    refuses(
      { boundaryName: "tidegate-boundary", account: ACCOUNT },
      (args) => trustBoundaryFaults(args, ownName),
      (args) => new TrustBoundary("bounds", args),
      [
        ["a name that nothing guards", { boundaryName: "tidegate" }, ["boundaryName"]],
        ["an account that is none", { account: "1111" }, ["account"]],
      ],
    );
  });

  describe("of a system refuses", () => {
    const many = Array.from({ length: 100 }, (_, index) => `order-tracking-prod-${index}`);
    refuses(
      { boundaryName: "order-tracking-prod-boundary", system },
      (args) => workloadBoundaryFaults(args, ownName),
      (args) => new WorkloadBoundary("bounds", args),
      [
        ["a name that nothing guards", { boundaryName: "bounds" }, ["boundaryName"]],
        [
          "more than one policy holds",
          { system: { ...system, queues: many, tables: many } },
          ["system[3]", "system[4]", "system"],
        ],
      ],
    );
  });
});
