/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { atMostOne, known, oneOf, refuse, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { isJson, policyText } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { refuseEndpoint, vpcOf } from "./endpointChecks.ts";
import { endpointService, privateName } from "./endpointServices.ts";
import { policyOfEndpoint, subnetsOfEndpoint } from "./endpoints.ts";
import { ec2Arn, freshId } from "./need.ts";
import { listsOf } from "./prefixLists.ts";
import { routeTablesOfEndpoint } from "./routes.ts";
import * as types from "./types.ts";

export const vpcEndpoint: Kind = {
  type: types.VPC_ENDPOINT,
  replaces: [
    "dnsOptions.privateDnsPreference",
    "dnsOptions.privateDnsSpecifiedDomains",
    // An interface endpoint's private DNS is switched in place, whatever the doc comment may seem to say.
    "!privateDnsEnabled",
    "resourceConfigurationArn",
    "serviceName",
    "serviceNetworkArn",
    "serviceRegion",
    "vpcEndpointType",
    "vpcId",
  ],
  sets: ["routeTableIds", "securityGroupIds", "subnetIds", "subnetConfigurations", "privateDnsSpecifiedDomains"],
  check: checkEndpoint,
  create({ inputs }, cloud) {
    refuseEndpoint(inputs, cloud);
    const id = freshId("vpce", cloud);
    return {
      id,
      outputs: {
        arn: ec2Arn("vpc-endpoint", id, cloud),
        ownerId: cloud.account,
        requesterManaged: false,
        serviceRegion: inputs["serviceRegion"] ?? cloud.region,
        state: "available",
        ipAddressType: inputs["ipAddressType"] ?? (typeOf(inputs) === "Gateway" ? "" : "ipv4"),
        dnsOptions: inputs["dnsOptions"] ?? {
          dnsRecordIpType: typeOf(inputs) === "Gateway" ? "service-defined" : "ipv4",
        },
        ...listOutputs(inputs, cloud),
        ...partOutputs(inputs, cloud),
        ...(typeOf(inputs) === "Interface" ? dnsEntries(id, inputs, cloud) : { dnsEntries: [] }),
        networkInterfaceIds: textsAt(inputs, "subnetIds").map(() => freshId("eni", cloud)),
      },
    };
  },
  update({ inputs, resource }, cloud) {
    refuseEndpoint(inputs, cloud, resource.id);
    const before = new Set(textsAt(resource.outputs, "subnetIds"));
    const fresh = textsAt(inputs, "subnetIds").filter((id) => !before.has(id));
    const kept = textsAt(resource.outputs, "networkInterfaceIds").slice(0, before.size);
    return {
      ...partOutputs(inputs, cloud),
      ...(typeOf(inputs) === "Interface" ? dnsEntries(resource.id, inputs, cloud, resource) : {}),
      networkInterfaceIds: [...kept, ...fresh.map(() => freshId("eni", cloud))].slice(
        0,
        textsAt(inputs, "subnetIds").length,
      ),
    };
  },
  read: (resource, cloud) => ({
    outputs: {
      policy: policyOfEndpoint(resource, cloud),
      subnetIds: subnetsOfEndpoint(resource, cloud),
      routeTableIds: routeTablesOfEndpoint(resource, cloud),
    },
  }),
};

function checkEndpoint(inputs: Properties): Failure[] {
  const type = known(inputs, "vpcEndpointType") ?? "Gateway";
  const because = `when vpcEndpointType is ${JSON.stringify(type)}`;
  return [
    ...oneOf(inputs, "vpcEndpointType", ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"]),
    ...oneOf(inputs, "ipAddressType", ["ipv4", "dualstack", "ipv6"]),
    ...atMostOne(inputs, ["serviceName", "resourceConfigurationArn", "serviceNetworkArn"]),
    ...isJson(inputs, "policy"),
    ...(type === "Gateway"
      ? ["subnetIds", "securityGroupIds"].flatMap((name) => ruledOut(inputs, name, because))
      : ruledOut(inputs, "routeTableIds", because)),
    ...(type === "Gateway" && known(inputs, "privateDnsEnabled") === true
      ? refuse("privateDnsEnabled", `privateDnsEnabled cannot be true ${because}`)
      : []),
  ];
}

function typeOf(inputs: Properties): string {
  return textAt(inputs, "vpcEndpointType") ?? "Gateway";
}

/** The prefix list of the service, where it has one: Gateway endpoints route by it. */
function listOutputs(inputs: Properties, cloud: Cloud): Properties {
  const list = listsOf(cloud).find(({ name }) => name === textAt(inputs, "serviceName"));
  return { prefixListId: list?.id ?? "", cidrBlocks: [...(list?.cidrs ?? [])] };
}

/** What AWS chooses where the program doesn't say. */
function partOutputs(inputs: Properties, cloud: Cloud): Properties {
  const isGateway = typeOf(inputs) === "Gateway";
  const groups = textsAt(inputs, "securityGroupIds");
  const fallback = isGateway ? [] : [textAt(vpcOf(inputs, cloud).outputs, "defaultSecurityGroupId") ?? ""];
  return {
    policy: policyText(inputs["policy"]) ?? FULL_ACCESS,
    privateDnsEnabled: inputs["privateDnsEnabled"] ?? false,
    routeTableIds: inputs["routeTableIds"] ?? [],
    subnetIds: inputs["subnetIds"] ?? [],
    securityGroupIds: groups.length > 0 ? groups : fallback,
    subnetConfigurations: inputs["subnetConfigurations"] ?? [],
  };
}

const FULL_ACCESS = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

function dnsEntries(id: string, inputs: Properties, cloud: Cloud, before?: Resource): Properties {
  const name = textAt(inputs, "serviceName") ?? "";
  const service = endpointService(name, cloud.region);
  const [first] = before === undefined ? [] : objectsAt(before.outputs, "dnsEntries");
  const hostedZoneId = textAt(first ?? {}, "hostedZoneId") ?? `Z${cloud.token(19).toUpperCase()}`;
  const regional = `${id}-${id.slice(-8)}.${service ?? "vpce-svc"}.${cloud.region}.vpce.amazonaws.com`;
  const own = inputs["privateDnsEnabled"] === true && service !== undefined ? [privateName(service, cloud.region)] : [];
  return { dnsEntries: [regional, ...own].map((dnsName) => ({ dnsName, hostedZoneId })) };
}
