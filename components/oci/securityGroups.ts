import * as pulumi from "@pulumi/pulumi";
import { NetworkSecurityGroup } from "@pulumi/oci/core/networkSecurityGroup.js";
import type { NetworkSecurityGroupSecurityRuleArgs } from "@pulumi/oci/core/networkSecurityGroupSecurityRule.js";
import { NetworkSecurityGroupSecurityRule } from "@pulumi/oci/core/networkSecurityGroupSecurityRule.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, portFaults, refuse } from "@tidegate/faults";
import { cidrListFaults } from "./checks.ts";

export interface SecurityGroupsArgs {
  /** OCID of the compartment that holds the groups. */
  compartmentId: pulumi.Input<string>;
  /** OCID of the VCN. */
  vcnId: pulumi.Input<string>;
  /**
   * Who may reach the load balancer: IPv4 blocks without host bits, one rule each. Behind Cloudflare, its published
   * ranges: `CLOUDFLARE_IPV4`. A plain value, because it decides how many rules there are.
   */
  lbIngressCidrs: readonly string[];
  /** The TCP port that the load balancer listens on, 1 to 65535. */
  listenerPort: number;
  /** The TCP port that instances serve on, 1 to 65535. */
  backendPort: number;
  /** The label of Oracle's services, from the network: `all-fra-services-in-oracle-services-network`. */
  serviceCidr: pulumi.Input<string>;
}

/**
 * The two network security groups, and every rule that there is:
 *
 * | group | direction | from or to | TCP port |
 * |---|---|---|---|
 * | load balancer | in | each of `lbIngressCidrs` | `listenerPort` |
 * | load balancer | out | the API's group | `backendPort` |
 * | API | in | the load balancer's group | `backendPort` |
 * | API | out | anywhere, by NAT: packages, registries, what the application calls | 443 |
 * | API | out | Oracle's services, by the service gateway: OCIR, Vault, Logging | 443 |
 *
 * All are stateful: answers need no rule of their own. DNS and time come from 169.254.169.254, which security rules
 * don't touch.
 *
 * @throws InvalidArguments with every fault of the ports and the blocks, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Network/Concepts/networksecuritygroups.htm
 */
export class SecurityGroups extends pulumi.ComponentResource {
  readonly lbNsgId: pulumi.Output<string>;
  readonly apiNsgId: pulumi.Output<string>;

  constructor(name: string, args: SecurityGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, securityGroupFaults(args, ownName));
    super("tidegate-oci:index:SecurityGroups", name, {}, opts);

    this.lbNsgId = this.group(`${name}-lb`, args);
    this.apiNsgId = this.group(`${name}-api`, args);

    for (const cidr of args.lbIngressCidrs) {
      this.rule(`${name}-lb-in-${cidr}`, this.lbNsgId, "Clients to the listener", args.listenerPort, from(cidr, CIDR));
    }
    this.rule(
      `${name}-lb-out-api`,
      this.lbNsgId,
      "Load balancer to the API: requests and health checks",
      args.backendPort,
      to(this.apiNsgId, GROUP),
    );
    this.rule(
      `${name}-api-in-lb`,
      this.apiNsgId,
      "Load balancer to the API: requests and health checks",
      args.backendPort,
      from(this.lbNsgId, GROUP),
    );
    this.rule(`${name}-api-out-https`, this.apiNsgId, "HTTPS to the internet, by NAT", HTTPS, to("0.0.0.0/0", CIDR));
    this.rule(
      `${name}-api-out-oracle`,
      this.apiNsgId,
      "HTTPS to Oracle's services, by the service gateway",
      HTTPS,
      to(args.serviceCidr, "SERVICE_CIDR_BLOCK"),
    );

    this.registerOutputs({ lbNsgId: this.lbNsgId, apiNsgId: this.apiNsgId });
  }

  private group(name: string, args: SecurityGroupsArgs): pulumi.Output<string> {
    const { compartmentId, vcnId } = args;
    return new NetworkSecurityGroup(name, { compartmentId, vcnId, displayName: name }, { parent: this }).id;
  }

  private rule(
    name: string,
    networkSecurityGroupId: pulumi.Output<string>,
    description: string,
    port: number,
    end: RuleEnd,
  ): void {
    const tcpOptions = { destinationPortRange: { min: port, max: port } };
    new NetworkSecurityGroupSecurityRule(
      name,
      { networkSecurityGroupId, description, protocol: TCP, stateless: false, tcpOptions, ...end },
      { parent: this },
    );
  }
}

/** What is wrong with the ports and the blocks. */
export function securityGroupFaults(
  args: Pick<SecurityGroupsArgs, "lbIngressCidrs" | "listenerPort" | "backendPort">,
  label: Label,
): Fault[] {
  return [
    ...cidrListFaults(label("lbIngressCidrs"), args.lbIngressCidrs),
    ...portFaults(label("listenerPort"), args.listenerPort),
    ...portFaults(label("backendPort"), args.backendPort),
  ];
}

type RuleEnd = Pick<
  NetworkSecurityGroupSecurityRuleArgs,
  "direction" | "source" | "sourceType" | "destination" | "destinationType"
>;

/** TCP's number in the IPv4 header, as security rules name protocols. */
const TCP = "6";
const HTTPS = 443;
const CIDR = "CIDR_BLOCK";
const GROUP = "NETWORK_SECURITY_GROUP";

function from(source: pulumi.Input<string>, sourceType: string): RuleEnd {
  return { direction: "INGRESS", source, sourceType };
}

function to(destination: pulumi.Input<string>, destinationType: string): RuleEnd {
  return { direction: "EGRESS", destination, destinationType };
}
