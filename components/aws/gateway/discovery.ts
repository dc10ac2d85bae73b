/** Cloud Map: how a gateway, and tasks among themselves, find a service's tasks by name. */
import * as pulumi from "@pulumi/pulumi";
import { PrivateDnsNamespace } from "@pulumi/aws/servicediscovery/privateDnsNamespace.js";
import { Service } from "@pulumi/aws/servicediscovery/service.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { domainNameFaults } from "../network/names.ts";
import { DNS_SECONDS } from "./defaults.ts";

export interface DiscoveryNamespaceArgs {
  /** Its DNS name, known inside the VPC alone: `circle-of-trust.local`. */
  readonly namespaceName: string;
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
}

/**
 * A private DNS namespace.
 * @throws InvalidArguments where the name is no DNS name, before anything is registered.
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/creating-namespaces.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/servicediscovery/privatednsnamespace/
 */
export class DiscoveryNamespace extends pulumi.ComponentResource {
  readonly namespaceName: pulumi.Output<string>;
  readonly namespaceId: pulumi.Output<string>;

  constructor(name: string, args: DiscoveryNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, namespaceFaults(args, ownName));
    super("tidegate-aws:index:DiscoveryNamespace", name, {}, opts);
    const { namespaceName, vpcId } = args;
    const namespace = new PrivateDnsNamespace(name, { name: namespaceName, vpc: vpcId }, { parent: this });
    this.namespaceName = namespace.name;
    this.namespaceId = namespace.id;
    this.registerOutputs({ namespaceName: this.namespaceName, namespaceId: this.namespaceId });
  }
}

/** What is wrong with the namespace's name. */
export function namespaceFaults(
  { namespaceName }: Pick<DiscoveryNamespaceArgs, "namespaceName">,
  label: Label,
): Fault[] {
  return domainNameFaults(label("namespaceName"), namespaceName);
}

export interface DiscoveryServiceArgs {
  /** Id of the namespace. */
  readonly namespaceId: pulumi.Input<string>;
  /** The service's name in it: `api-service`. */
  readonly serviceName: string;
}

/**
 * A name that ECS keeps a service's healthy tasks under, each by address and port.
 *
 * It has SRV records: an HTTP API learns the port from them, and has no other way to.
 *
 * @throws InvalidArguments where the name is no DNS label, before anything is registered.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export class DiscoveryService extends pulumi.ComponentResource {
  readonly serviceArn: pulumi.Output<string>;
  readonly serviceName: pulumi.Output<string>;

  constructor(name: string, args: DiscoveryServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, discoveryServiceFaults(args, ownName));
    super("tidegate-aws:index:DiscoveryService", name, {}, opts);
    const service = new Service(
      name,
      {
        name: args.serviceName,
        dnsConfig: {
          namespaceId: args.namespaceId,
          routingPolicy: "MULTIVALUE",
          dnsRecords: [{ type: "SRV", ttl: DNS_SECONDS }],
        },
        // ECS says which task is healthy. AWS writes 1 here whatever is asked for: without it each plan would replace.
        healthCheckCustomConfig: { failureThreshold: 1 },
        // A task that ECS didn't sign off in time would keep the service from being deleted.
        forceDestroy: true,
      },
      { parent: this },
    );
    this.serviceArn = service.arn;
    this.serviceName = service.name;
    this.registerOutputs({ serviceArn: this.serviceArn, serviceName: this.serviceName });
  }
}

/** What is wrong with the service's name. */
export function discoveryServiceFaults(
  { serviceName }: Pick<DiscoveryServiceArgs, "serviceName">,
  label: Label,
): Fault[] {
  const accepted = "up to 63 lower-case letters, digits and hyphens, as in api-service";
  return textFaults(label("serviceName"), serviceName, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, accepted);
}
