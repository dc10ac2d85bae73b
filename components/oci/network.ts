import * as pulumi from "@pulumi/pulumi";
import { getServicesOutput } from "@pulumi/oci/core/getServices.js";
import { InternetGateway } from "@pulumi/oci/core/internetGateway.js";
import { NatGateway } from "@pulumi/oci/core/natGateway.js";
import { RouteTable } from "@pulumi/oci/core/routeTable.js";
import { SecurityList } from "@pulumi/oci/core/securityList.js";
import { ServiceGateway } from "@pulumi/oci/core/serviceGateway.js";
import { Subnet } from "@pulumi/oci/core/subnet.js";
import { Vcn } from "@pulumi/oci/core/vcn.js";
import type { Fault, Label } from "@tidegate/faults";
import { isFullCidr, ownName, prefixLength, refuse, textFaults } from "@tidegate/faults";
import { CIDR_ACCEPTED } from "./checks.ts";
import { contains, overlap } from "./cidr.ts";

export interface NetworkArgs {
  /** OCID of the compartment that holds the network. */
  compartmentId: pulumi.Input<string>;
  /**
   * The VCN's addresses: one IPv4 block, /16 to /30, for instance `10.20.0.0/16`.
   * @see https://docs.oracle.com/en-us/iaas/Content/Network/Tasks/VCNs.htm
   */
  vcnCidr: string;
  /** The public subnet's addresses, inside the VCN: load balancers stand here. For instance `10.20.0.0/24`. */
  publicSubnetCidr: string;
  /** The private subnet's addresses, inside the VCN, apart from the public one. For instance `10.20.1.0/24`. */
  privateSubnetCidr: string;
  /** The VCN's DNS label: a letter, then letters and digits, 15 characters at most. It can't change later. */
  dnsLabel: string;
}

/**
 * A VCN with one public and one private subnet, both regional.
 *
 * The public subnet reaches the internet and is reached from it by the internet gateway. The private one has no public
 * address and is not reached from outside; it goes out by the NAT gateway, and to Oracle's own services by the service
 * gateway, without leaving Oracle's network.
 *
 * Both subnets carry an empty security list in place of the VCN's default one, which lets SSH in from anywhere: network
 * security groups are then the only doors.
 *
 * @throws InvalidArguments with every fault of the CIDR blocks and the DNS label, before anything is registered.
 */
export class Network extends pulumi.ComponentResource {
  readonly vcnId: pulumi.Output<string>;
  readonly publicSubnetId: pulumi.Output<string>;
  readonly privateSubnetId: pulumi.Output<string>;
  /** The label that routes and security rules know Oracle's services by: `all-fra-services-in-oracle-services-network`. */
  readonly serviceCidr: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, networkFaults(args, ownName));
    super("tidegate-oci:index:Network", name, {}, opts);

    const { compartmentId } = args;
    const child = { parent: this };
    const vcn = new Vcn(
      `${name}-vcn`,
      { compartmentId, displayName: `${name}-vcn`, cidrBlocks: [args.vcnCidr], dnsLabel: args.dnsLabel },
      child,
    );
    const inVcn = { compartmentId, vcnId: vcn.id };
    const service = oracleServices(this);

    const routes = this.routes(name, inVcn, service);
    const noRules = new SecurityList(`${name}-no-rules`, { ...inVcn, displayName: `${name}-no-rules` }, child);
    const subnet = { ...inVcn, securityListIds: [noRules.id] };

    this.publicSubnetId = new Subnet(
      `${name}-public`,
      {
        ...subnet,
        displayName: `${name}-public`,
        dnsLabel: "public",
        cidrBlock: args.publicSubnetCidr,
        routeTableId: routes.public,
      },
      child,
    ).id;
    this.privateSubnetId = new Subnet(
      `${name}-private`,
      {
        ...subnet,
        displayName: `${name}-private`,
        dnsLabel: "private",
        cidrBlock: args.privateSubnetCidr,
        routeTableId: routes.private,
        prohibitPublicIpOnVnic: true,
        prohibitInternetIngress: true,
      },
      child,
    ).id;
    this.vcnId = vcn.id;
    this.serviceCidr = service.cidr;

    this.registerOutputs({
      vcnId: this.vcnId,
      publicSubnetId: this.publicSubnetId,
      privateSubnetId: this.privateSubnetId,
      serviceCidr: this.serviceCidr,
    });
  }

  /** The three gateways and the two tables that lead to them. */
  private routes(name: string, inVcn: InVcn, service: OracleServices): Routes {
    const child = { parent: this };
    const internet = new InternetGateway(
      `${name}-internet`,
      { ...inVcn, displayName: `${name}-internet`, enabled: true },
      child,
    );
    const nat = new NatGateway(`${name}-nat`, { ...inVcn, displayName: `${name}-nat` }, child);
    const services = new ServiceGateway(
      `${name}-services`,
      { ...inVcn, displayName: `${name}-services`, services: [{ serviceId: service.id }] },
      child,
    );

    const publicRoutes = new RouteTable(
      `${name}-public-routes`,
      { ...inVcn, displayName: `${name}-public-routes`, routeRules: [anywhere(internet.id, "To the internet")] },
      child,
    );
    const privateRoutes = new RouteTable(
      `${name}-private-routes`,
      {
        ...inVcn,
        displayName: `${name}-private-routes`,
        routeRules: [
          anywhere(nat.id, "To the internet, by NAT"),
          {
            description: "To Oracle's services, inside Oracle's network",
            destination: service.cidr,
            destinationType: "SERVICE_CIDR_BLOCK",
            networkEntityId: services.id,
          },
        ],
      },
      child,
    );
    return { public: publicRoutes.id, private: privateRoutes.id };
  }
}

/** What is wrong with the addresses and the DNS label. */
export function networkFaults(args: Omit<NetworkArgs, "compartmentId">, label: Label): Fault[] {
  const { vcnCidr, publicSubnetCidr, privateSubnetCidr } = args;
  const faults = [
    ...blockFaults(label("vcnCidr"), vcnCidr),
    ...subnetFaults(label("publicSubnetCidr"), publicSubnetCidr, vcnCidr),
    ...subnetFaults(label("privateSubnetCidr"), privateSubnetCidr, vcnCidr),
    ...textFaults(
      label("dnsLabel"),
      args.dnsLabel,
      /^[a-z][a-z0-9]{0,14}$/,
      "a letter, then up to 14 letters or digits",
    ),
  ];
  if (isFullCidr(publicSubnetCidr) && isFullCidr(privateSubnetCidr) && overlap(publicSubnetCidr, privateSubnetCidr)) {
    const accepted = `a block that shares no address with ${label("publicSubnetCidr")} (${publicSubnetCidr})`;
    faults.push({ path: label("privateSubnetCidr"), given: privateSubnetCidr, accepted });
  }
  return faults;
}

interface InVcn {
  readonly compartmentId: pulumi.Input<string>;
  readonly vcnId: pulumi.Output<string>;
}

interface Routes {
  readonly public: pulumi.Output<string>;
  readonly private: pulumi.Output<string>;
}

interface OracleServices {
  readonly id: pulumi.Output<string>;
  readonly cidr: pulumi.Output<string>;
}

/**
 * The entry that covers every Oracle service of the region. Each region has its own, with its own id.
 * @see https://docs.oracle.com/en-us/iaas/Content/Network/Tasks/servicegateway.htm
 */
function oracleServices(parent: pulumi.Resource): OracleServices {
  const found = getServicesOutput({}, { parent }).apply(({ services }) => {
    const all = services.find(({ name }) => /^All .+ Services In Oracle Services Network$/.test(name));
    if (all === undefined) {
      const names = services.map(({ name }) => name).join(", ");
      throw new Error(
        "The region offers no service named 'All <region> Services In Oracle Services Network', so the private subnet " +
          `has no way to Oracle's services. It offers: ${names}. Check the provider's region (oci:region).`,
      );
    }
    return { id: all.id, cidr: all.cidrBlock };
  });
  return { id: found.id, cidr: found.cidr };
}

function anywhere(gatewayId: pulumi.Output<string>, description: string) {
  return { description, destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK", networkEntityId: gatewayId };
}

function blockFaults(path: string, given: string): Fault[] {
  if (!isFullCidr(given)) {
    return [{ path, given, accepted: CIDR_ACCEPTED }];
  }
  const length = prefixLength(given);
  return length >= 16 && length <= 30 ? [] : [{ path, given, accepted: "a block of /16 to /30" }];
}

function subnetFaults(path: string, given: string, vcnCidr: string): Fault[] {
  const faults = blockFaults(path, given);
  if (faults.length > 0 || !isFullCidr(vcnCidr)) {
    return faults;
  }
  return contains(vcnCidr, given) ? [] : [{ path, given, accepted: `a block inside the VCN's ${vcnCidr}` }];
}
