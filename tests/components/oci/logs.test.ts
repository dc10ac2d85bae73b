import assert from "node:assert/strict";
import { LogAgent, logAgentFaults, Logs, logsFaults, ownName } from "@tidegate/oci";
import { build, mockId } from "./built.ts";

const ARGS = { compartmentId: "ocid1.compartment.oc1..test", loadBalancerId: "ocid1.loadbalancer.oc1.test.lb" };
const logs = () => build((options) => new Logs("quiz-logs", ARGS, options));

describe("Logs", () => {
  it("keeps the load balancer's access log", async () => {
    const access = (await logs()).inputsOf("quiz-logs-access");
    assert.equal(access["logType"], "SERVICE");
    assert.deepEqual(access["configuration"], {
      compartmentId: ARGS.compartmentId,
      source: {
        sourceType: "OCISERVICE",
        service: "loadbalancer",
        category: "access",
        resource: ARGS.loadBalancerId,
      },
    });
  });

  it("has a custom log for the application, in the same group", async () => {
    const { all, inputsOf } = await logs();
    const app = inputsOf("quiz-logs-app");
    assert.equal(app["logType"], "CUSTOM");
    assert.equal(app["isEnabled"], true);
    assert.equal(app["retentionDuration"], 30);
    const group = mockId("LogGroup", "quiz-logs-group");
    assert.deepEqual(
      all("Log").map(({ inputs }) => inputs["logGroupId"]),
      [group, group],
    );
  });

  it("deletes a log before it makes its successor, whose name it has", async () => {
    const { all } = await logs();
    assert.deepEqual(
      all("Log").map(({ options }) => options.deleteBeforeReplace),
      [true, true],
    );
  });

  it("refuses days that Oracle doesn't offer", () => {
    assert.deepEqual(logsFaults({ logRetentionDays: 60 }, ownName), []);
    assert.equal(logsFaults({ logRetentionDays: 45 }, ownName)[0]?.path, "logRetentionDays");
  });
});

describe("LogAgent", () => {
  const AGENT = {
    compartmentId: ARGS.compartmentId,
    dynamicGroupId: "ocid1.dynamicgroup.oc1..group",
    logId: "ocid1.log.oc1.test.app",
    logSourcePaths: ["/var/log/quiz/app.log", "/var/lib/docker/containers/*/*-json.log"],
  };

  it("follows the files on the group's instances and sends lines as they are to the log", async () => {
    const { inputs } = (await build((options) => new LogAgent("agent", AGENT, options))).only(
      "UnifiedAgentConfiguration",
    );
    assert.equal(inputs["isEnabled"], true);
    assert.deepEqual(inputs["groupAssociation"], { groupLists: [AGENT.dynamicGroupId] });
    assert.deepEqual(inputs["serviceConfiguration"], {
      configurationType: "LOGGING",
      sources: [{ sourceType: "LOG_TAIL", name: "app", paths: AGENT.logSourcePaths, parser: { parserType: "NONE" } }],
      destination: { logObjectId: AGENT.logId },
    });
  });

  it("refuses paths that aren't absolute, and a list without any", () => {
    const paths = (logSourcePaths: string[]) => logAgentFaults({ logSourcePaths }, ownName).map(({ path }) => path);
    assert.deepEqual(paths(["/var/log/a.log", "app.log", "/with space"]), ["logSourcePaths[1]", "logSourcePaths[2]"]);
    assert.deepEqual(paths([]), ["logSourcePaths"]);
  });
});
