import assert from "node:assert/strict";
import { CLOUDFLARE_IPV4, InvalidArguments } from "@tidegate/oci";
import { DEFAULT_KNOBS } from "@tidegate/rollout";
import { readConfig } from "../../../stacks/trivia-pay/config.ts";
import { describeConfigFiles } from "../configFiles.ts";
import { effectiveConfig, ENVIRONMENTS } from "../project.ts";
import type { Environment } from "../project.ts";

const SYSTEM = "trivia-pay";

const read = (change: Record<string, string> = {}, environment: Environment = "dev") => {
  const values = effectiveConfig(SYSTEM, environment);
  for (const [key, value] of Object.entries(change)) values.set(key, value);
  return readConfig((key) => values.get(key));
};

describe("the configuration of trivia-pay", () => {
  for (const environment of ENVIRONMENTS) {
    it(`is right in ${environment}`, () => {
      assert.equal(read({}, environment).app, "triviapay");
    });
  }

  it("has the required defaults", () => {
    const config = read();
    assert.equal(config.backendPort, 8000);
    assert.equal(config.listenerPort, 80);
    assert.equal(config.healthPath, "/health");
    assert.equal(config.appLogPath, "/var/log/triviapay/app.log");
    assert.deepEqual(config.lbIngressCidrs, CLOUDFLARE_IPV4);
  });

  it("reads and writes volumes encrypted in both, and protects what can't be made again in prod", () => {
    for (const environment of ENVIRONMENTS) {
      const { inTransitEncryption, protect } = read({}, environment);
      assert.deepEqual([inTransitEncryption, protect], [true, environment === "prod"]);
    }
    assert.equal(read({ inTransitEncryption: "false" }).inTransitEncryption, false);
  });

  it("leaves the log agent to the application's log unless other files are named", () => {
    assert.equal(read().logSourcePaths, undefined);
    assert.deepEqual(read({ logSourcePaths: '["/var/log/c.log"]' }).logSourcePaths, ["/var/log/c.log"]);
  });

  it("has the rollout's own defaults, and no canary, trigger, report or pin", () => {
    const { rollout, rolloutTrigger, rolloutReport, instanceConfigurationId } = read();
    assert.deepEqual(rollout, DEFAULT_KNOBS);
    assert.deepEqual([rolloutTrigger, rolloutReport, instanceConfigurationId], [undefined, undefined, undefined]);
  });

  it("reads every knob of the rollout", () => {
    const change = {
      rolloutSurge: "25%",
      minHealthySeconds: "1",
      drainSeconds: "2",
      maxWaitSeconds: "300",
      pollSeconds: "4",
      bakeSeconds: "5",
      checkpoints: '[{"percent":50,"waitSeconds":60}]',
      canaryCount: "1",
      canaryProbeUrl: "https://example.org/health",
      skipMatching: "false",
      autoRollback: "false",
      keepConfigurations: "6",
    };
    assert.deepEqual(read(change).rollout, {
      surge: "25%",
      minHealthySeconds: 1,
      drainSeconds: 2,
      maxWaitSeconds: 300,
      pollSeconds: 4,
      bakeSeconds: 5,
      checkpoints: [{ percent: 50, waitSeconds: 60 }],
      canary: { count: 1, probeUrl: "https://example.org/health" },
      skipMatching: false,
      autoRollback: false,
      keepConfigurations: 6,
    });
    assert.equal(read({ rolloutSurge: "3" }).rollout?.surge, 3);
  });

  it("reads when to roll again, where to report, and what to go back to", () => {
    const kept = "ocid1.instanceconfiguration.oc1.eu-frankfurt-1.aaaaaaaaaaaaaaaakept";
    const config = read({ rolloutTrigger: "new secrets", rolloutReport: "rollouts", instanceConfigurationId: kept });
    assert.deepEqual(
      [config.rolloutTrigger, config.rolloutReport, config.instanceConfigurationId],
      ["new secrets", "rollouts", kept],
    );
  });

  const wrong: [string, Record<string, string>, string[]][] = [
    ["port 0", { backendPort: "0" }, ["backendPort"]],
    ["port 70000", { backendPort: "70000" }, ["backendPort"]],
    ["a port that is no number", { listenerPort: "http" }, ["listenerPort"]],
    ["a least above the most", { poolMin: "9" }, ["poolMin"]],
    ["a CIDR block with host bits", { vcnCidr: "10.20.0.1/16" }, ["vcnCidr"]],
    ["a client's block with host bits", { lbIngressCidrs: '["10.0.0.1/8"]' }, ["lbIngressCidrs[0]"]],
    ["clients that are no list", { lbIngressCidrs: "10.0.0.0/8" }, ["lbIngressCidrs"]],
    ["an image's OCID of another kind", { instanceImageId: "ocid1.instance.oc1.fra.aaaaaaaaaa" }, ["instanceImageId"]],
    ["an unknown shape", { instanceShape: "VM.Standard.E5.Flex" }, ["instanceShape"]],
    ["an empty compartment", { compartmentId: "" }, ["compartmentId"]],
    ["thresholds the wrong way round", { cpuScaleInPercent: "90" }, ["cpuScaleInPercent"]],
    ["a log path that isn't absolute", { appLogPath: "app.log" }, ["appLogPath"]],
    ["nobody who answers", { owner: "" }, ["owner"]],
    ["protection that is a word", { protect: "yes" }, ["protect"]],
    ["encryption that is a number", { inTransitEncryption: "1" }, ["inTransitEncryption"]],
    ["a key in no known place", { keyProtection: "PAPER" }, ["keyProtection"]],
    ["a surge of nothing", { rolloutSurge: "0" }, ["rolloutSurge"]],
    ["a surge that is a word", { rolloutSurge: "some" }, ["rolloutSurge"]],
    ["a drain above the deadline", { drainSeconds: "1800" }, ["drainSeconds"]],
    ["a deadline that is no number", { maxWaitSeconds: "soon" }, ["maxWaitSeconds"]],
    ["a switch that is a number", { skipMatching: "1" }, ["skipMatching"]],
    ["checkpoints that are numbers", { checkpoints: "[50]" }, ["checkpoints"]],
    ["a checkpoint without a wait", { checkpoints: '[{"percent":50}]' }, ["checkpoints[0]"]],
    ["a canary without a probe", { canaryCount: "1" }, ["canaryProbeUrl"]],
    ["a probe without a canary", { canaryProbeUrl: "https://example.org/" }, ["canaryCount"]],
    ["keeping no configuration", { keepConfigurations: "0" }, ["keepConfigurations"]],
    ["a report outside of the project", { rolloutReport: "../rollouts" }, ["rolloutReport"]],
    [
      "a pin that is an image",
      { instanceConfigurationId: "ocid1.image.oc1.fra.aaaaaaaaaa" },
      ["instanceConfigurationId"],
    ],
    ["an availability domain that is a region", { availabilityDomain: "eu-frankfurt-1" }, ["availabilityDomain"]],
  ];
  for (const [what, change, keys] of wrong) {
    it(`refuses ${what}, by its key`, () => {
      const paths = keys.map((key) => `trivia-pay:${key}`);
      assert.deepEqual(
        faultsOf(change).map(({ path }) => path),
        paths,
      );
    });
  }

  it("reports all faults at once, each with what was given and what is accepted", () => {
    const change = { compartmentId: "", backendPort: "70000", poolMin: "x", instanceShape: "VM.Small" };
    assert.deepEqual(faultsOf(change), [
      { path: "trivia-pay:poolMin", given: "x", accepted: "a whole number" },
      {
        path: "trivia-pay:compartmentId",
        given: "",
        accepted: "an OCID of kind compartment, as in ocid1.compartment.oc1.",
      },
      { path: "trivia-pay:backendPort", given: 70000, accepted: "a whole number from 1 to 65535" },
      {
        path: "trivia-pay:instanceShape",
        given: "VM.Small",
        accepted: "one of VM.Standard.A1.Flex, VM.Standard.A2.Flex, VM.Standard.A4.Flex",
      },
    ]);
  });

  function faultsOf(change: Record<string, string>) {
    try {
      read(change);
    } catch (error) {
      assert.ok(error instanceof InvalidArguments);
      return error.faults;
    }
    return [];
  }
});

describeConfigFiles({ system: SYSTEM, read: readConfig, apart: ["compartmentId", "ocirRepoName", "vcnCidr"] });
