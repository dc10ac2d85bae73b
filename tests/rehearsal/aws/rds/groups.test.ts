import assert from "node:assert/strict";
import { INSTANCE, PARAMETER_GROUP, SUBNET_GROUP } from "../../../../rehearsal/aws/services/rds/types.ts";
import { NetworkScene } from "../ec2/scene.ts";
import { refused } from "../refused.ts";

describe("groups of the embedded RDS", () => {
  const { account, inside, privateSubnets } = new NetworkScene();

  it("span two zones of one VPC", () => {
    const group = (subnetIds: string[]) => account.make(SUBNET_GROUP, { name: "g", subnetIds });
    const [first] = privateSubnets;
    refused(() => group([first.id]), "DBSubnetGroupDoesNotCoverEnoughAZs", /Current AZ coverage: eu-central-1a\./);
    refused(() => group([first.id, "subnet-0"]), "InvalidParameterValue", /subnet-0/);
    const far = account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.9.0.0/16" });
    const place = { vpcId: far.id, cidrBlock: "10.9.0.0/24", availabilityZone: "eu-central-1b" };
    const other = account.make("aws:ec2/subnet:Subnet", place);
    refused(() => group([first.id, other.id]), "InvalidSubnet", /same VPC/);
    assert.equal(group(inside).outputs["vpcId"], first.outputs["vpcId"]);
    refused(() => group(inside), "DBSubnetGroupAlreadyExists", /'g' already exists/);
  });

  it("stay while a database uses them, and have parameters that can be", () => {
    const parameters = (name: string, applyMethod: string) => ({
      name: "p",
      family: "postgres16",
      parameters: [{ name, value: "1", applyMethod }],
    });
    const atOnce = () => account.make(PARAMETER_GROUP, parameters("max_connections", "immediate"));
    refused(atOnce, "InvalidParameterCombination", /static parameter/);
    const group = account.make(PARAMETER_GROUP, parameters("max_connections", "pending-reboot"));
    const twice = () => account.make(PARAMETER_GROUP, parameters("work_mem", "immediate"));
    refused(twice, "DBParameterGroupAlreadyExists", /p already exists/);
    const strange = () => account.make(PARAMETER_GROUP, { ...parameters("work mem", "immediate"), name: "q" });
    refused(strange, "InvalidParameterValue", /parameter with name: work mem/);
    const odd = () => account.make(PARAMETER_GROUP, { name: "q", family: "postgres9" });
    refused(odd, "InvalidParameterValue", /postgres9 is not a valid/);
    account.make(INSTANCE, {
      identifier: "d",
      engine: "postgres",
      engineVersion: "16",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      username: "d",
      manageMasterUserPassword: true,
      dbSubnetGroupName: "g",
      parameterGroupName: "p",
    });
    refused(() => account.remove(group), "InvalidDBParameterGroupState", /still members/);
    const subnets = account.cloud.get(SUBNET_GROUP, "g");
    assert.ok(subnets !== undefined);
    refused(() => account.remove(subnets), "InvalidDBSubnetGroupStateFault", /d is still using it/);
  });
});
