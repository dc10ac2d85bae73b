import assert from "node:assert/strict";
import { Network, ownName, WebService, webServiceFaults } from "@tidegate/aws";
import { build } from "../built.ts";
import { refuses } from "../faults.ts";
import type { Args } from "./compliant.ts";
import { NETWORK, RIGHT } from "./compliant.ts";

describe("the arguments of a web service", () => {
  let network: Network;
  before(async () => {
    ({ component: network } = await build((options) => new Network("net", NETWORK, options)));
  });

  refuses<Args>(
    RIGHT,
    (args) => webServiceFaults(args, ownName),
    (args) => new WebService("web", { ...args, network }),
    [
      ["a cluster's name with a blank", { clusterName: "quiz dev" }, ["clusterName"]],
      ["a repository's name in capitals", { repositoryName: "Quiz" }, ["repositoryName"]],
      ["a service's name with a dot", { serviceName: "quiz.dev" }, ["serviceName"]],
      ["a service's name that is too long for its roles", { serviceName: "q".repeat(55) }, ["serviceName"]],
      ["a prefix that AWS keeps to itself", { prefix: "internal-quiz" }, ["prefix"]],
      ["a health path without a slash", { healthPath: "healthz" }, ["healthPath"]],
      ["memory that doesn't go with the CPU", { memory: 4096 }, ["memory"]],
      ["an image that is none", { image: { kind: "pinned", digest: "latest" } }, ["image"]],
      ["a scaling that can't be", { scaling: { kind: "fixed", count: -1 } }, ["count"]],
      ["days that CloudWatch hasn't", { logRetentionDays: 31 }, ["logRetentionDays"]],
      ["a revision before the first", { taskDefinitionRevision: 0 }, ["taskDefinitionRevision"]],
      ["clients that are no block", { ingressCidrs: ["10.0.0.0/8", "everybody"] }, ["ingressCidrs[1]"]],
      ["an address that is none", { alarmEmails: ["ops"] }, ["alarmEmails[0]"]],
      [
        "a domain and a zone that are none",
        { https: { domainName: "quiz", zoneId: "example.com" } },
        ["https.domainName", "https.zoneId"],
      ],
      [
        "faults of several parts together",
        { clusterName: "", repositoryName: "", cpu: 300, ingressCidrs: ["all"], alarmEmails: ["ops"] },
        ["clusterName", "repositoryName", "cpu", "ingressCidrs[0]", "alarmEmails[0]"],
      ],
    ],
  );

  it("name a wrong port as the container's, once, whichever part finds it", () => {
    const faults = webServiceFaults({ ...RIGHT, container: { port: 0 } }, ownName);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["container.port"],
    );
  });
});
