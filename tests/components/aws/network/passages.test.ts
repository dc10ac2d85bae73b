import assert from "node:assert/strict";
import { allow, ownName, passageFaults, SecurityGroup, securityGroupFaults } from "@tidegate/aws";
import type { Passage } from "@tidegate/aws";
import { build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const GROUP = { vpcId: "vpc-1", groupName: "quiz-dev-service", description: "Tasks of the quiz" };

describe("SecurityGroup", () => {
  it("has no rule, and names none inline, which would fight with those of allow", async () => {
    const { component, only, resources } = await build((options) => new SecurityGroup("service", GROUP, options));
    assert.deepEqual(only("SecurityGroup").inputs, {
      vpcId: "vpc-1",
      name: "quiz-dev-service",
      description: "Tasks of the quiz",
      tags: { Name: "quiz-dev-service" },
    });
    assert.equal(resources.filter(({ type }) => type.includes("Rule")).length, 0);
    assert.equal(await known(component.id), "sg-service");
  });

  it("isn't replaced for a new description, since its name is taken while it is in use", async () => {
    const { only } = await build((options) => new SecurityGroup("service", GROUP, options));
    assert.deepEqual(only("SecurityGroup").options.ignoreChanges, ["description"]);
  });

  refuses(
    GROUP,
    (args) => securityGroupFaults(args, ownName),
    (args) => new SecurityGroup("service", args),
    [
      ["a name that looks like an id", { groupName: "sg-quiz" }, ["groupName"]],
      ["a description in characters that EC2 doesn't take", { description: "quiz → db" }, ["description"]],
      ["both", { groupName: "", description: "" }, ["groupName", "description"]],
    ],
  );
});

const PASSAGE: Passage = {
  from: { securityGroupId: "sg-service" },
  to: { securityGroupId: "sg-database" },
  port: 5432,
  description: "Service to PostgreSQL",
};
const WHAT = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, description: "Service to PostgreSQL" };
const rules = async (change: Partial<Passage> = {}) => {
  const { resources } = await build((options) => allow("way", { ...PASSAGE, ...change }, options));
  return Object.fromEntries(resources.map(({ name, type, inputs }) => [name, { type, inputs }]));
};
const OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("allow", () => {
  it("opens both groups, each to the other", async () => {
    assert.deepEqual(await rules(), {
      "way-out": {
        type: OUT,
        inputs: { securityGroupId: "sg-service", referencedSecurityGroupId: "sg-database", ...WHAT },
      },
      "way-in": {
        type: IN,
        inputs: { securityGroupId: "sg-database", referencedSecurityGroupId: "sg-service", ...WHAT },
      },
    });
  });

  it("opens one group to a prefix list that it goes out to", async () => {
    assert.deepEqual(await rules({ to: { prefixListId: "pl-s3" } }), {
      "way-out": { type: OUT, inputs: { securityGroupId: "sg-service", prefixListId: "pl-s3", ...WHAT } },
    });
  });

  it("opens one group to addresses that come in", async () => {
    assert.deepEqual(await rules({ from: { cidr: "0.0.0.0/0" } }), {
      "way-in": { type: IN, inputs: { securityGroupId: "sg-database", cidrIpv4: "0.0.0.0/0", ...WHAT } },
    });
  });

  it("takes UDP where it is asked to", async () => {
    assert.equal((await rules({ protocol: "udp" }))["way-in"]?.inputs["ipProtocol"], "udp");
  });

  refuses<Passage>(
    PASSAGE,
    (passage) => passageFaults(passage, ownName),
    (passage) => allow("way", passage),
    [
      ["a passage between no groups", { from: { cidr: "10.0.0.0/8" }, to: { prefixListId: "pl-s3" } }, ["to"]],
      ["addresses with host bits", { from: { cidr: "10.0.0.1/8" } }, ["from.cidr"]],
      ["port 0", { port: 0 }, ["port"]],
      ["no description", { description: "" }, ["description"]],
    ],
  );
});
