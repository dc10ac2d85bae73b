import assert from "node:assert/strict";
import type { WebChoices } from "@tidegate/aws";
import { webSettings } from "@tidegate/aws";
import type { Keys } from "./reading.ts";
import { reading, refusesEach } from "./reading.ts";

const RIGHT: Keys = {
  imagePolicy: "floating",
  imageTag: "latest",
  imageDigest: "",
  cpu: "256",
  memory: "512",
  containerPort: "8080",
  healthPath: "/healthz",
  minTasks: "1",
  maxTasks: "4",
  cpuPercent: "60",
  logRetentionDays: "30",
  ingressCidrs: '["0.0.0.0/0"]',
  accessLogs: "false",
  protect: "true",
};

const CHOICES: WebChoices = {
  prefix: "quiz-dev",
  clusterName: "quiz-dev",
  serviceName: "quiz-dev",
  repositoryName: "quiz-dev",
  placement: "public",
  internet: false,
  paused: false,
  https: undefined,
  alarmEmails: ["ops@example.com"],
};

const web = (change: Keys = {}, choices: Partial<WebChoices> = {}, names?: Keys) =>
  reading({ ...RIGHT, ...change }, (reader) => webSettings(reader, { ...CHOICES, ...choices }, names));

describe("the settings of a web service", () => {
  it("are what the keys say, with what the stack chose", () => {
    const { value, keys } = web();
    assert.deepEqual(keys, []);
    assert.deepEqual(value, {
      ...CHOICES,
      image: { kind: "floating", tag: "latest" },
      imageLabel: "quiz:imageTag",
      cpu: 256,
      memory: 512,
      container: { port: 8080 },
      healthPath: "/healthz",
      scaling: { kind: "cpu", min: 1, max: 4, targetPercent: 60 },
      logRetentionDays: 30,
      ingressCidrs: ["0.0.0.0/0"],
      accessLogs: false,
      protect: true,
    });
  });

  const HTTPS = { domainName: "quiz.example.com", zoneId: "Z0123456789" };

  it("take a domain that is right, and a digest that is not pushed yet", () => {
    assert.deepEqual(web({ imagePolicy: "pinned" }, { https: HTTPS }).keys, []);
  });

  refusesEach<Keys>(web, [
    ["a tag with a blank", { imageTag: "the latest" }, ["imageTag"]],
    ["a digest that is a tag", { imagePolicy: "pinned", imageDigest: "latest" }, ["imageDigest"]],
    ["an image policy that is none", { imagePolicy: "newest" }, ["imagePolicy"]],
    ["CPU units that Fargate hasn't", { cpu: "300" }, ["cpu"]],
    ["memory that doesn't go with the CPU", { memory: "4096" }, ["memory"]],
    ["CPU units that are no number", { cpu: "half" }, ["cpu"]],
    ["port 0", { containerPort: "0" }, ["containerPort"]],
    ["a port that is no number", { containerPort: "http" }, ["containerPort"]],
    ["a health path without a slash", { healthPath: "healthz" }, ["healthPath"]],
    ["a least below nothing", { minTasks: "-1" }, ["minTasks"]],
    ["a most below the least", { minTasks: "5" }, ["maxTasks"]],
    ["a percentage above 100", { cpuPercent: "101" }, ["cpuPercent"]],
    ["days that CloudWatch hasn't", { logRetentionDays: "31" }, ["logRetentionDays"]],
    ["a client's block with host bits", { ingressCidrs: '["0.0.0.0/0","10.0.0.1/8"]' }, ["ingressCidrs[1]"]],
    ["clients that are no list", { ingressCidrs: "0.0.0.0/0" }, ["ingressCidrs"]],
    ["a switch that is a number", { accessLogs: "1" }, ["accessLogs"]],
    ["protection that is no switch", { protect: "yes" }, ["protect"]],
    [
      "faults of several parts together",
      { cpu: "300", healthPath: "", maxTasks: "0", ingressCidrs: '["all"]', protect: "" },
      ["cpu", "healthPath", "ingressCidrs[0]", "maxTasks", "protect"],
    ],
  ]);

  refusesEach<Partial<WebChoices>>(
    (choices) => web({}, choices),
    [
      ["a domain that is none", { https: { ...HTTPS, domainName: "quiz" } }, ["domainName"]],
      ["a zone that is none", { https: { ...HTTPS, zoneId: "example.com" } }, ["hostedZoneId"]],
      ["an address that is none", { alarmEmails: ["ops"] }, ["alarmEmails[0]"]],
      ["a prefix that AWS keeps to itself", { prefix: "internal-quiz" }, ["prefix"]],
    ],
  );

  it("tell a fault under the stack's own key, where it has another", () => {
    const https = { ...HTTPS, domainName: "Quiz.example.com" };
    const names = { "https.domainName": "subdomain", healthPath: "probe" };
    assert.deepEqual(web({ healthPath: "" }, { https }, names).keys, ["quiz:probe", "quiz:subdomain"]);
  });
});
