/** A VPC of awsx's under the real engine: the children are the aws provider's, on the embedded AWS. */
import assert from "node:assert/strict";
import { withAwsProgram } from "../aws/program.ts";

const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider.js";
import { Vpc } from "@pulumi/awsx/ec2/vpc.js";
const config = new pulumi.Config();
const region = "eu-central-1";
const aws = new Provider("tagged", { region, defaultTags: { tags: { Project: "probe" } } });
const one = new Vpc("one", {
  numberOfAvailabilityZones: 2,
  subnetStrategy: "Auto",
  natGateways: { strategy: "Single" },
  tags: { Env: config.get("env") ?? "dev" },
}, { providers: { aws } });
// A second one at the same time, which must not mix with the first.
const two = new Vpc("two", {
  cidrBlock: config.get("block") ?? "10.1.0.0/16",
  availabilityZoneNames: ["eu-central-1a"],
  subnetStrategy: "Auto",
  natGateways: { strategy: "None" },
}, { providers: { aws } });
export const vpcId = one.vpcId;
export const tables = one.routeTables;
export const subnets = two.privateSubnetIds;
`;

describe("a VPC of awsx's under the engine", function () {
  this.timeout(180_000);

  it("is planned, made, left alone, changed in one place, and taken away", async () => {
    await withAwsProgram(TEXT, async (program) => {
      const run = async (...args: string[]): Promise<string> => {
        const { ok, output } = await program.pulumi(...args, "--color", "never");
        assert.ok(ok, output);
        return output;
      };
      // The stack, the provider, two components; an IGW and four for each subnet, its route table and so on.
      assert.match(await run("preview"), /\+ 33 to create/);
      const made = await run("up", "--yes", "--skip-preview");
      assert.match(made, /33 created/);
      const outputs: unknown = JSON.parse(await run("stack", "output", "--json"));
      assert.match(
        JSON.stringify(outputs),
        /"subnets":\["subnet-\w+"\],"tables":\["rtb-\w+"(,"rtb-\w+"){3}\],"vpcId":"vpc-/,
      );
      const state = await run("stack", "export");
      assert.match(state, /"tagsAll": \{[^}]*"Project": "probe"/);
      await run("preview", "--expect-no-changes");

      await run("config", "set", "env", "test");
      const changed = await run("preview");
      assert.doesNotMatch(changed, /replace|delete/);
      assert.doesNotMatch(changed, /two/);

      await run("config", "set", "block", "10.1.0.0");
      const refused = await program.pulumi("preview", "--color", "never");
      assert.equal(refused.ok, false);
      assert.match(refused.output, /awsx:ec2:Vpc resource 'two' has a problem: `cidrBlock` is "10\.1\.0\.0"/);

      assert.match(await run("destroy", "--yes", "--skip-preview"), /33 deleted/);
    });
  });
});
