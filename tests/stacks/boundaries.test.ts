/** Every role of a system on AWS under the boundary that the foundation has made, and what it still does there. */
import assert from "node:assert/strict";
import type { System } from "../../components/trust/aws/system.ts";
import { workloadStatements } from "../../components/trust/aws/workload.ts";
import { isRecord } from "../../rehearsal/oci/facts/conform.ts";
import { isAllowed } from "../support/iam.ts";
import type { Call } from "../components/trust/aws/calls.ts";
import { call, SYSTEMS } from "../components/trust/aws/calls.ts";
import { textsOf } from "../components/trust/aws/roles.ts";
import { runProgram } from "./program.ts";
import type { Made } from "./program.ts";
import { ENVIRONMENTS } from "./project.ts";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

for (const [system, caseOf] of Object.entries(SYSTEMS)) {
  for (const environment of ENVIRONMENTS) {
    describe(`the roles of ${system} ${environment}`, () => {
      const stack = `organization/foundation/${environment}`;
      const arn = `arn:aws:iam::111122223333:policy/${system}-${environment}-boundary`;
      const others = { other: "arn:aws:iam::111122223333:policy/other-boundary" };
      // So that a role that is seldom there is among them.
      const seldom = system === "circle-of-trust" && environment === "dev" ? { redeployOnPush: "true" } : undefined;
      const run = (foundationStack: string, boundaries: Readonly<Record<string, string>>) =>
        runProgram({
          ...{ system, environment, changes: { ...seldom, foundationStack } },
          stacks: { [stack]: { workload_boundary_arns: boundaries } },
        });
      let without: Made[] = [];
      let within: Made[] = [];
      before(async () => {
        without = await run("", {});
        within = await run(stack, { ...others, [system]: arn });
      });

      it("have no boundary where the configuration names no foundation", () => {
        const roles = without.filter(({ type }) => type === ROLE);
        assert.ok(roles.length >= 2);
        assert.deepEqual(roles.filter(({ inputs }) => "permissionsBoundary" in inputs).map(nameOf), []);
        assert.equal(
          without.find(({ name }) => name === stack),
          undefined,
        );
      });

      it("have the foundation's boundary, each of them, and nothing else is different", () => {
        const expected = without.map(({ type, name, inputs }) => ({
          ...{ type, name },
          inputs: type === ROLE ? { ...inputs, permissionsBoundary: arn } : inputs,
        }));
        assert.deepEqual(told(within.filter(({ name }) => name !== stack)), told(expected));
      });

      it("come after the foundation's answer, as everything does", async () => {
        assert.equal(within[0]?.name, stack);
        await assert.rejects(run(stack, others), /names no permissions boundary for .*nothing was created/);
      });

      it("still do all that their own policies say", async () => {
        const known = caseOf(environment).system;
        const [boundary, ...more] = await textsOf(workloadStatements(known));
        assert.ok(boundary !== undefined && more.length === 0);
        const policies = within.filter(({ type }) => type === ROLE_POLICY);
        assert.ok(policies.length > 0);
        for (const { name, inputs } of policies) {
          const text = String(inputs["policy"]);
          for (const { action, resources } of callsIn(text)) {
            const judged = await Promise.all(
              resources.map((resource) => judge(call(action, resource, contextOf(resource, known)), text, boundary)),
            );
            assert.ok(judged.includes("done"), `${name}: ${action} on ${resources.join(", ")} is ${judged.join(", ")}`);
            assert.ok(!judged.includes("stopped"), `${name}: the boundary stops ${action} on ${resources.join(", ")}`);
          }
        }
      });
    });
  }
}

/** What a call comes to within the boundary. A resource that the action knows nothing of isn't for it. */
async function judge(
  { action, resource, context }: Call,
  policy: string,
  boundary: string,
): Promise<"done" | "stopped" | "not for it"> {
  const asked = { action, resource, policies: [policy], context: context ?? {} };
  try {
    if (!(await isAllowed(asked))) return "not for it";
  } catch (error) {
    if (error instanceof Error && error.message.includes("can't be judged")) return "not for it";
    throw error;
  }
  return (await isAllowed({ ...asked, boundary })) ? "done" : "stopped";
}

/** RDS writes on its secret whose it is. */
function contextOf(resource: string, system: System): Record<string, string> {
  if (!resource.includes(":secret:rds!")) return {};
  const database = `arn:aws:rds:${system.region}:${system.account}:db:${system.database ?? ""}`;
  return { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": database };
}

interface Allowed {
  readonly action: string;
  readonly resources: readonly string[];
}

/** Every action that a policy allows, with the resources that stand beside it. */
function callsIn(policy: string): Allowed[] {
  const document: unknown = JSON.parse(policy);
  const statements = isRecord(document) && Array.isArray(document["Statement"]) ? document["Statement"] : [];
  return statements.filter(isRecord).flatMap(({ Action, Resource }) =>
    textsIn(Action).map((action) => ({
      action,
      resources: textsIn(Resource).map(oneOf),
    })),
  );
}

/** Any name will do where a policy takes all; of a log group's parts, a stream. */
function oneOf(resource: string): string {
  return resource === "*" ? resource : resource.replace(/(:log-group:.*):\*$/, "$1:log-stream:x").replaceAll("*", "x");
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const nameOf = ({ name }: Made): string => name;

/** One line a resource, in an order of its own: a run's depends on what comes first. An archive's bytes don't count. */
const told = (made: readonly Made[]): string[] =>
  made.map(({ type, name, inputs }) => `${type} ${name} ${JSON.stringify(Object.entries(inputs).sort(byKey))}`).sort();

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);
