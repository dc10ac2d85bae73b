/** A VPC with a public and a private subnet in each of two zones, for tests to break one thing of. */
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import * as types from "../../../../rehearsal/aws/services/ec2/types.ts";
import { Account, REGION } from "../account.ts";

export class NetworkScene {
  readonly account = new Account();
  readonly vpc: Resource;
  readonly gateway: Resource;
  readonly publicTable: Resource;
  readonly privateTable: Resource;
  readonly publicSubnets: readonly [Resource, Resource];
  readonly privateSubnets: readonly [Resource, Resource];
  readonly group: Resource;

  constructor() {
    const { account } = this;
    this.vpc = account.make(types.VPC, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true });
    const vpcId = this.vpc.id;
    this.gateway = account.make(types.INTERNET_GATEWAY, { vpcId });
    this.publicTable = account.make(types.ROUTE_TABLE, { vpcId });
    this.privateTable = account.make(types.ROUTE_TABLE, { vpcId });
    account.make(types.ROUTE, {
      routeTableId: this.publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: this.gateway.id,
    });
    this.publicSubnets = [this.subnet("10.0.0.0/24", "a"), this.subnet("10.0.1.0/24", "b")];
    this.privateSubnets = [this.subnet("10.0.2.0/24", "a"), this.subnet("10.0.3.0/24", "b")];
    for (const { id } of this.publicSubnets) this.associate(id, this.publicTable.id);
    for (const { id } of this.privateSubnets) this.associate(id, this.privateTable.id);
    this.group = account.make(types.SECURITY_GROUP, { vpcId, name: "web", description: "the web servers" });
  }

  subnet(cidrBlock: string, letter: string): Resource {
    return this.account.make(types.SUBNET, { vpcId: this.vpc.id, cidrBlock, availabilityZone: `${REGION}${letter}` });
  }

  associate(subnetId: string, routeTableId: string): Resource {
    return this.account.make(types.ROUTE_TABLE_ASSOCIATION, { subnetId, routeTableId });
  }

  /** Ids of the private subnets. */
  get inside(): string[] {
    return this.privateSubnets.map(({ id }) => id);
  }

  /** Ids of the public subnets. */
  get outside(): string[] {
    return this.publicSubnets.map(({ id }) => id);
  }
}
