import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { tell } from "../../../rehearsal/session/clouds.ts";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { SYSTEM } from "./scene.ts";

/** What the engine is killed in: the embedded AWS has done it, and its answer doesn't come. In the order of an `up`. */
const MOMENTS = [
  {
    what: "a table is joined to a subnet, which has no name",
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  },
  { what: "the database is made, which takes its time", type: "aws:rds/instance:Instance" },
  { what: "a role is made, whose name AWS has once", type: "aws:iam/role:Role" },
];

const UP = ["up", "--yes", "--skip-preview"];
/** Real seconds for which an answer is held. */
const HELD = 30;

describe("An up of order-tracking that is killed", function () {
  this.timeout(240_000);
  let system: AwsStack;
  /** What there is after an `up` that nobody disturbed. */
  let whole: Record<string, number>;

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    await system.up();
    whole = await system.left();
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });
  after(() => system?.close());

  for (const { what, type } of MOMENTS) {
    it(`is taken up by the next run: killed as ${what}`, async () => {
      await killed(UP, type, "create");
      await system.stack.prepare();
      assert.equal(await count(type), (await system.left())[type]);
    });
  }

  it("is finished by the next one, with nothing made twice, and then nothing is left to do", async () => {
    await system.up();
    assert.deepEqual(await system.left(), whole);
    await system.isSettled();
  });

  it("is finished too where it was replacing something, and where it was changing something", async () => {
    await system.set({ cpu: 2048, memory: 4096 });
    await killed(UP, "aws:ecs/taskDefinition:TaskDefinition", "create");
    // Takes the configuration of the files again.
    await system.stack.prepare();
    await system.set({ ingressCidrs: ["198.51.100.0/24"] });
    await killed(UP, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "update");
    // And again: that the rule was changed is in no plan, unless somebody has looked.
    await system.stack.prepare();
    await system.up();
    assert.deepEqual(await system.left(), whole);
    await system.isSettled();
  });

  it("leaves nothing beside the state that the backend writes piece by piece: a kill would tear it", async () => {
    const files = await readdir(system.rehearsal.session.paths.backend, { recursive: true });
    assert.deepEqual(
      files.filter((file) => file.endsWith(".attrs")),
      [],
    );
  });

  it("makes again what a destroy that was killed had taken away", async () => {
    await killed(["destroy", "--yes", "--skip-preview"], "aws:rds/instance:Instance", "delete");
    await system.stack.prepare();
    await system.up();
    assert.deepEqual(await system.left(), whole);
  });

  it("leaves nothing after destroy", async () => {
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });

  /** Runs the engine, and kills it when the embedded AWS has made, changed or deleted one of this type, and not said so. */
  async function killed(args: readonly string[], type: string, verb: "create" | "update" | "delete"): Promise<void> {
    const { clouds, paths } = system.rehearsal.session;
    const target = `${type}.${verb}`;
    await tell(clouds, "PUT", "/rehearsal/faults", [
      { kind: "time-out-after", match: target, times: 1, seconds: HELD },
    ]);
    const before = (await readFile(paths.log, "utf8")).length;
    const killer = new AbortController();
    const running = system.stack.run(args, { onLine: () => {}, signal: killer.signal, killSignal: "SIGKILL" });
    const ended = running.then(({ output }) => assert.ok(killer.signal.aborted, `It was not killed:\n${output}`));
    const isDone = async () => {
      const log = (await readFile(paths.log, "utf8")).slice(before);
      const struck = log.indexOf(`fault at ${target}`);
      return struck >= 0 && log.includes(`${verb} ${type} `, struck);
    };
    await Promise.race([ended, until(isDone, killer.signal)]).finally(() => killer.abort());
    await ended;
  }

  /** How many of a type the state holds. */
  async function count(type: string): Promise<number> {
    return (await system.resources()).filter((one) => one.type === type).length;
  }
});

async function until(isTrue: () => Promise<boolean>, gaveUp: AbortSignal): Promise<void> {
  while (!gaveUp.aborted && !(await isTrue())) await sleep(20);
}
