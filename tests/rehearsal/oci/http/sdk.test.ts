import assert from "node:assert/strict";
import { FixedTimeDelayStrategy, MaxAttemptsTerminationStrategy, OciError } from "oci-common";
import { ComputeClient, VirtualNetworkClient } from "oci-core";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const compartmentId = COMPARTMENTS[0]?.id ?? "";
const createVcnDetails = { compartmentId, cidrBlocks: ["10.0.0.0/16"], displayName: "net" };
/** The SDK's own retries, without its waiting. */
const retrying = (attempts: number) => ({
  retryConfiguration: {
    terminationStrategy: new MaxAttemptsTerminationStrategy(attempts),
    delayStrategy: new FixedTimeDelayStrategy(0),
    retryCondition: ({ statusCode }: OciError) => statusCode === 429 || statusCode >= 500,
  },
});

describe("the official SDK's clients", () => {
  let world: TestWorld;
  let network: VirtualNetworkClient;
  const { warn } = console;
  beforeEach(async () => {
    world = await openWorld();
    network = new VirtualNetworkClient({ authenticationDetailsProvider: world.provider }, retrying(4));
    network.endpoint = world.endpoint;
    // Each of its retries is a line on stderr.
    console.warn = () => {};
  });
  afterEach(async () => {
    console.warn = warn;
    network.close();
    await world.close();
  });

  const vcns = () => Object.keys(world.runtime.world.collections["vcns"] ?? {}).length;

  for (const kind of ["throttle", "server-error", "time-out-before", "time-out-after"]) {
    it(`get over ${kind} by sending again, and make one thing`, async () => {
      world.runtime.world.faults = [{ kind, match: "core/CreateVcn", times: 3 }];
      const { vcn } = await network.createVcn({ createVcnDetails });
      assert.equal(vcn.displayName, "net");
      assert.equal(vcns(), 1);
      assert.deepEqual(world.runtime.world.faults, []);
    });
  }

  it("give up after as many attempts as they were told, with OCI's status and code", async () => {
    world.runtime.world.faults = [{ kind: "throttle", match: "core/*" }];
    await assert.rejects(network.createVcn({ createVcnDetails }), (error) => {
      assert.ok(error instanceof OciError);
      assert.deepEqual([error.statusCode, error.serviceCode], [429, "TooManyRequests"]);
      return true;
    });
    assert.equal(vcns(), 0);
  });

  it("do not send again what was refused for good", async () => {
    const refused = network.createVcn({ createVcnDetails: { ...createVcnDetails, cidrBlocks: ["10.0.0.1/16"] } });
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof OciError);
      assert.deepEqual([error.statusCode, error.serviceCode], [400, "InvalidParameter"]);
      assert.match(error.message, /host bits/);
      assert.match(error.opcRequestId ?? "", /[0-9A-F]{32}/);
      return true;
    });
  });

  it("read all pages of a list by themselves", async () => {
    for (const displayName of ["a", "b", "c"]) {
      await network.createVcn({ createVcnDetails: { ...createVcnDetails, displayName } });
    }
    const names: (string | undefined)[] = [];
    for await (const vcn of network.listAllVcns({ compartmentId, limit: 2 })) {
      names.push(vcn.displayName);
    }
    assert.deepEqual(names.sort(), ["a", "b", "c"]);
  });

  it("read the times of the world, and its images", async () => {
    const { vcn } = await network.createVcn({ createVcnDetails });
    assert.equal(new Date(vcn.timeCreated ?? "").getTime(), world.runtime.clock.now());
    const compute = new ComputeClient({ authenticationDetailsProvider: world.provider }, retrying(2));
    compute.endpoint = world.endpoint;
    world.runtime.world.faults = [{ kind: "throttle", match: "core/ListImages", times: 1 }];
    const { items } = await compute.listImages({ compartmentId, operatingSystem: "Oracle Linux" });
    assert.ok(items.length > 0);
    compute.close();
  });
});
