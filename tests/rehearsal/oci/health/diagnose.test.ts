import assert from "node:assert/strict";
import { boots, instances, loadBalancers, vnicAttachments } from "../../../../rehearsal/oci/collections.ts";
import type { Boot } from "../../../../rehearsal/oci/collections.ts";
import { diagnoseBackend } from "../../../../rehearsal/oci/health/diagnose.ts";
import type { Moment } from "../../../../rehearsal/oci/moment.ts";
import { emptyNet, putSubnet, putVnic } from "./net.ts";

const BALANCER = "balancer";
const ADDRESS = "10.0.1.5";
const REF = { loadBalancerId: BALANCER, backendSetName: "api", backendName: `${ADDRESS}:8000` };

/** A running instance with this backend's address in the subnet, whose boot is over at 90 s. */
function putInstance(net: Moment, id: string, subnetId: string, boot: Partial<Boot> = {}): void {
  const timeCreated = "2026-01-05T09:00:00.000Z";
  const common = { compartmentId: "compartment", availabilityDomain: "AD-1", timeCreated };
  putVnic(net, `vnic-${id}`, { subnetId, privateIp: ADDRESS });
  instances.put(net, id, { ...common, id, lifecycleState: "RUNNING", region: "eu-frankfurt-1", shape: "VM" });
  const attachment = { instanceId: id, vnicId: `vnic-${id}`, subnetId, lifecycleState: "ATTACHED" };
  vnicAttachments.put(net, `attachment-${id}`, { ...common, ...attachment, id: `attachment-${id}` });
  boots.put(net, id, { instanceId: id, servesAt: 90_000, userData: "", ...boot });
}

describe("a backend's diagnosis", () => {
  let net: Moment;
  beforeEach(() => {
    net = emptyNet();
    putSubnet(net, "apps", "vcn");
    putVnic(net, BALANCER);
    const backend = { name: REF.backendName, ipAddress: ADDRESS, port: 8000, weight: 1 };
    const healthChecker = { protocol: "HTTP", port: 8000, urlPath: "/health", returnCode: 200, responseBodyRegex: "" };
    const backends = [{ ...backend, backup: false, drain: false, offline: false }];
    loadBalancers.put(net, BALANCER, {
      id: BALANCER,
      compartmentId: "compartment",
      displayName: "ingress",
      lifecycleState: "ACTIVE",
      timeCreated: "2026-01-05T09:00:00.000Z",
      shapeName: "flexible",
      backendSets: { api: { name: "api", policy: "ROUND_ROBIN", backends, healthChecker } },
    });
  });

  const reasons = (now = 0) => diagnoseBackend({ ...net, now }, REF).reasons.join("; ");

  it("is UNKNOWN for what is no backend", () => {
    for (const change of [{ loadBalancerId: "other" }, { backendSetName: "other" }, { backendName: "10.0.1.6:8000" }]) {
      assert.equal(diagnoseBackend(net, { ...REF, ...change }).status, "UNKNOWN");
    }
    assert.equal(diagnoseBackend(net, REF).status, "CRITICAL");
  });

  it("is about the instance in the load balancer's own VCN, though another VCN has the same address", () => {
    putSubnet(net, "elsewhere", "another vcn");
    putInstance(net, "stranger", "elsewhere");
    assert.match(reasons(), /no running instance holds the address 10\.0\.1\.5/);
    putInstance(net, "own", "apps");
    assert.equal(diagnoseBackend(net, REF).instanceId, "own");
  });

  it("waits for the boot, by the second", () => {
    putInstance(net, "own", "apps");
    assert.match(reasons(30_500), /still booting: cloud-init needs about 60 s more/);
    assert.match(reasons(89_999), /about 1 s more/);
    assert.match(reasons(90_000), /does not begin with #cloud-config/);
  });

  it("tells a boot that failed, and an instance that doesn't run", () => {
    putInstance(net, "own", "apps", { fault: "fails-to-boot" });
    assert.match(reasons(90_000), /never finished its boot/);
    instances.change(net, "own", { lifecycleState: "STOPPED" });
    assert.equal(reasons(90_000), "the instance is STOPPED, not RUNNING");
  });
});
