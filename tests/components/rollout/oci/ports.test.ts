import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ociPorts } from "../../../../components/rollout/oci/index.ts";
import type { Ports } from "../../../../components/rollout/drive/ports.ts";
import { cpuPolicy, details } from "../../../rehearsal/oci/autoscaling/fixtures.ts";
import { poolPort } from "../../../../components/rollout/oci/pool.ts";
import { balancerPort } from "../../../../components/rollout/oci/balancer.ts";
import { autoscalingPort } from "../../../../components/rollout/oci/autoscaling.ts";
import { fails, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

describe("the real ports", () => {
  let scene: Scene;
  let environment: Record<string, string>;
  before(async () => {
    scene = await openScene({ size: 3 });
    const TIDEGATE_OCI_ENDPOINT = scene.stage.world.endpoint;
    environment = { OCI_CLI_CONFIG_FILE: await scene.stage.world.configFile(), TIDEGATE_OCI_ENDPOINT };
    // The autoscaler sets the size that the pool has already.
    const policies = [cpuPolicy({ capacity: { min: 1, initial: 3, max: 4 } })];
    const autoscaling = { ...details(scene.where.poolId), policies };
    await scene.stage.ok("POST", "/20181001/autoScalingConfigurations", autoscaling);
  });
  after(() => scene.close());

  it("reach the world that one variable names, with signatures that it accepts", async () => {
    const ports = await ociPorts(scene.where, environment);
    assert.equal((await ports.pool.read()).size, 3);
    assert.equal((await ports.balancer.backends()).length, 3);
    assert.equal((await ports.autoscaling.list()).length, 1);
    assert.deepEqual(await ports.configurations.list(), []);
    const [member] = await ports.pool.members();
    assert.notEqual(await ports.pool.address(member!.id, undefined), undefined);
  });

  it("have a clock that compares with the times of the world", async () => {
    const ports = await ociPorts(scene.where, environment);
    await ports.pool.read();
    const { runtime } = scene.stage.world;
    assert.ok(Math.abs(ports.clock.now() - runtime.clock.now()) < 60_000);
  });

  it("are refused with everything that is wrong with the environment, before the first call", async () => {
    const wrong = { OCI_CLI_AUTH: "password", TIDEGATE_OCI_ENDPOINT: "here", TIDEGATE_CLOCK_SPEED: "0" };
    const refused = ociPorts(scene.where, wrong);
    await fails(refused, "refused", /TIDEGATE_OCI_ENDPOINT must be a URL/);
    await fails(refused, "refused", /TIDEGATE_CLOCK_SPEED must be a number above 0, not '0'/);
    await fails(refused, "refused", /OCI_CLI_AUTH must be one of/);
    const proxied = ociPorts(scene.where, { ...environment, TIDEGATE_INTERNET_PROXY: "https://x.example" });
    await fails(proxied, "refused", /TIDEGATE_INTERNET_PROXY must be a URL that begins with http:\/\/, not/);
  });

  it("need seven requests for a look at a pool of 3 once they know its addresses", async () => {
    const { clients, where, clock } = scene;
    const pool = poolPort(clients, where);
    const balancer = balancerPort(clients, where);
    const autoscaling = autoscalingPort(clients, where, clock);
    const look = async ({ pool, balancer, autoscaling }: Pick<Ports, "pool" | "balancer" | "autoscaling">) => {
      scene.requests();
      const members = await pool.members();
      const configurations = members.map(({ configurationId }) => configurationId);
      await Promise.all(members.map(({ id }) => pool.address(id, undefined)));
      await Promise.all([pool.read(), balancer.backends(), balancer.health(), balancer.idle(), autoscaling.list()]);
      await pool.departing([], configurations);
      return scene.requests().length;
    };
    assert.equal(await look({ pool, balancer, autoscaling }), 13);
    assert.equal(await look({ pool, balancer, autoscaling }), 7);
  });

  it("don't keep a process alive that is done with them", async () => {
    const room = new URL("../../../../components/rollout/oci/index.ts", import.meta.url).href;
    const program = `
      const { ociPorts } = await import(${JSON.stringify(room)});
      const ports = await ociPorts(${JSON.stringify(scene.where)}, ${JSON.stringify(environment)});
      console.log((await ports.pool.read()).size);`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { timeout: 30_000 });
    assert.equal(stdout, "3\n");
  });
});
