import assert from "node:assert/strict";
import { imageSetting, labelled, networkSettings, watchSettings } from "@tidegate/aws";
import { ConfigReader } from "@tidegate/faults";
import type { Keys } from "./reading.ts";
import { reading, refusesEach } from "./reading.ts";

const RIGHT: Keys = {
  vpcCidr: "10.20.0.0/16",
  availabilityZoneCount: "2",
  natGateways: "none",
  endpoints: '["ecr.api","logs"]',
  flowLogRetentionDays: "30",
  imagePolicy: "floating",
  apiTag: "latest",
  apiDigest: "",
  owner: "quiz-team",
  alarmEmails: '["ops@example.com"]',
  budgetUsd: "50",
};

describe("a label by a table of keys", () => {
  const label = labelled(new ConfigReader("quiz", () => undefined), { cidr: "vpcCidr", emails: "alarmEmails" });

  for (const [argument, key] of [
    ["cpu", "quiz:cpu"],
    ["cidr", "quiz:vpcCidr"],
    ["emails[1]", "quiz:alarmEmails[1]"],
    ["topics[0]", "quiz:topics[0]"],
  ] as const) {
    it(`calls ${argument} ${key}`, () => assert.equal(label(argument), key));
  }
});

describe("the settings of a network", () => {
  const network = (change: Keys = {}, isUsed = true, prefix = "quiz-dev") =>
    reading({ ...RIGHT, ...change }, (reader) => networkSettings(reader, prefix, isUsed));

  it("are what the keys say", () => {
    const { value, keys } = network();
    assert.deepEqual(keys, []);
    assert.deepEqual(value, {
      prefix: "quiz-dev",
      cidr: "10.20.0.0/16",
      availabilityZoneCount: 2,
      nat: "none",
      endpoints: ["ecr.api", "logs"],
      flowLogRetentionDays: 30,
    });
  });

  it("have no flow logs where they are kept for 0 days", () => {
    const { value, keys } = network({ flowLogRetentionDays: "0" });
    assert.deepEqual([keys, "flowLogRetentionDays" in value], [[], false]);
  });

  it("have no interface endpoint where no task needs one, or a NAT gateway leads out", () => {
    assert.deepEqual(network({}, false).value.endpoints, []);
    for (const natGateways of ["one", "per-az"]) assert.deepEqual(network({ natGateways }).value.endpoints, []);
  });

  it("tell an endpoint that AWS hasn't even where none is made", () => {
    assert.deepEqual(network({ endpoints: '["mail"]' }, false).keys, ["quiz:endpoints[0]"]);
  });

  refusesEach<Keys>(network, [
    ["no addresses", { vpcCidr: "" }, ["vpcCidr"]],
    ["addresses with host bits", { vpcCidr: "10.20.0.1/16" }, ["vpcCidr"]],
    ["too few addresses", { vpcCidr: "10.20.0.0/23" }, ["vpcCidr"]],
    ["one zone", { availabilityZoneCount: "1" }, ["availabilityZoneCount"]],
    ["zones that are no number", { availabilityZoneCount: "two" }, ["availabilityZoneCount"]],
    ["NAT of an unknown kind", { natGateways: "two" }, ["natGateways"]],
    ["an endpoint that AWS hasn't", { endpoints: '["logs","mail"]' }, ["endpoints[1]"]],
    ["an endpoint twice", { endpoints: '["logs","logs"]' }, ["endpoints[1]"]],
    ["endpoints that are no list", { endpoints: "logs" }, ["endpoints"]],
    ["days that CloudWatch hasn't", { flowLogRetentionDays: "31" }, ["flowLogRetentionDays"]],
    ["days that are no number", { flowLogRetentionDays: "a month" }, ["flowLogRetentionDays"]],
    [
      "all of them together",
      {
        vpcCidr: "10.0.0.0/8",
        availabilityZoneCount: "5",
        natGateways: "",
        endpoints: '[""]',
        flowLogRetentionDays: "",
      },
      ["availabilityZoneCount", "endpoints[0]", "flowLogRetentionDays", "natGateways", "vpcCidr"],
    ],
  ]);

  it("refuse names that AWS doesn't take, by what names begin with", () => {
    assert.deepEqual(network({}, true, "Quiz").keys, ["quiz:prefix"]);
  });
});

describe("the setting of an image", () => {
  const DIGEST = `sha256:${"a".repeat(64)}`;
  const image = (change: Keys = {}) =>
    reading({ ...RIGHT, ...change }, (reader) => imageSetting(reader, { digest: "apiDigest", tag: "apiTag" }));

  it("is a tag where images float, known by the tag's key", () => {
    assert.deepEqual(image(), {
      value: { image: { kind: "floating", tag: "latest" }, imageLabel: "quiz:apiTag" },
      keys: [],
    });
  });

  it("is a digest where it is pinned, known by the digest's key", () => {
    assert.deepEqual(image({ imagePolicy: "pinned", apiDigest: DIGEST }), {
      value: { image: { kind: "pinned", digest: DIGEST }, imageLabel: "quiz:apiDigest" },
      keys: [],
    });
  });

  it("is refused where the policy is none, by the key", () => {
    assert.deepEqual(image({ imagePolicy: "newest" }).keys, ["quiz:imagePolicy"]);
  });
});

describe("the settings of who watches", () => {
  const watching = (change: Keys = {}) =>
    reading({ ...RIGHT, ...change }, (reader) => watchSettings(reader, "quiz-dev"));

  it("are what the keys say", () => {
    assert.deepEqual(watching(), {
      value: { owner: "quiz-team", alarmEmails: ["ops@example.com"], budgetUsd: 50 },
      keys: [],
    });
  });

  it("are no budget where it is 0", () => {
    const { value, keys } = watching({ budgetUsd: "0" });
    assert.deepEqual([value.budgetUsd, keys], [undefined, []]);
  });

  it("may name nobody who gets a mail: the alarms' topic is told", () => {
    assert.deepEqual(watching({ alarmEmails: "[]" }).keys, []);
  });

  refusesEach<Keys>(watching, [
    ["nobody who answers for it", { owner: "" }, ["owner"]],
    ["a budget below nothing", { budgetUsd: "-1" }, ["budgetUsd"]],
    ["a budget in cents", { budgetUsd: "49.5" }, ["budgetUsd"]],
    ["a budget that is no number", { budgetUsd: "much" }, ["budgetUsd"]],
    ["an address that is none", { alarmEmails: '["ops@example.com","ops"]' }, ["alarmEmails[1]"]],
    ["an address twice", { alarmEmails: '["ops@example.com","ops@example.com"]' }, ["alarmEmails[1]"]],
    ["an address that is none, without a budget", { alarmEmails: '["ops"]', budgetUsd: "0" }, ["alarmEmails[0]"]],
    ["addresses that are no list", { alarmEmails: "ops@example.com" }, ["alarmEmails"]],
    [
      "more addresses than a budget tells",
      { alarmEmails: JSON.stringify(Array.from({ length: 11 }, (_, at) => `ops${at}@example.com`)) },
      ["alarmEmails"],
    ],
    [
      "all of them together",
      { owner: "", budgetUsd: "-1", alarmEmails: '["ops"]' },
      ["alarmEmails[0]", "budgetUsd", "owner"],
    ],
  ]);
});
