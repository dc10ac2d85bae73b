/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches, needed, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { CERTIFICATE, covers, isIssued } from "../acm/issue.ts";
import { API, API_MAPPING, bad, DOMAIN_NAME, gatewayArn, isWebSocket, needApi, partsOf, STAGE } from "./types.ts";
import { nameOf } from "./stage.ts";

export const domainName: Kind = {
  type: DOMAIN_NAME,
  replaces: ["domainName"],
  check: (inputs) => [
    ...matches(inputs, "domainName", /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]{2,}$/, "a domain name in small letters"),
    ...needed(inputs, "domainNameConfiguration.certificateArn", "for a domain name"),
    ...oneOf(inputs, "domainNameConfiguration.endpointType", ["REGIONAL"]),
    ...matches(inputs, "domainNameConfiguration.securityPolicy", /^(TLS_1_2|SecurityPolicy_\S+)$/, "TLS_1_2"),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "domainName") ?? "";
    if (cloud.get(DOMAIN_NAME, name) !== undefined) {
      throw new AwsError("ConflictException", "The domain name you provided already exists.");
    }
    const settings = refuseCertificate(inputs, name, cloud);
    const target = {
      hostedZoneId: ZONES.get(cloud.region) ?? FIRST_ZONE,
      targetDomainName: `d-${cloud.token(10)}.execute-api.${cloud.region}.amazonaws.com`,
    };
    return {
      id: name,
      outputs: {
        arn: gatewayArn(`/domainnames/${name}`, cloud),
        apiMappingSelectionExpression: "$request.basepath",
        routingMode: inputs["routingMode"] ?? "API_MAPPING_ONLY",
        domainNameConfiguration: { ipAddressType: "ipv4", ...settings, ...target },
      },
    };
  },
  update({ inputs, resource }, cloud) {
    const settings = refuseCertificate(inputs, resource.id, cloud);
    return { domainNameConfiguration: { ...objectAt(resource.outputs, "domainNameConfiguration"), ...settings } };
  },
};

export const apiMapping: Kind = {
  type: API_MAPPING,
  replaces: ["apiId", "domainName"],
  create({ inputs }, cloud) {
    refuseMapping(inputs, cloud);
    return { id: cloud.token(6), outputs: {} };
  },
  update({ inputs, resource }, cloud) {
    refuseMapping(inputs, cloud, resource.id);
    return {};
  },
};

/** The zones that AWS keeps regional API names in; of a region that isn't here, that of us-east-1 stands for it. */
const FIRST_ZONE = "Z1UJRXOUMOOFQ8";
const ZONES: ReadonlyMap<string, string> = new Map([
  ["us-east-1", FIRST_ZONE],
  ["us-east-2", "ZOJJZC49E0EPZ"],
  ["us-west-2", "Z2OJLYMUO9EFXC"],
  ["eu-central-1", "Z1U9ULNL0V5AJ3"],
  ["eu-west-1", "ZLY8HYME6SFDD"],
]);

function refuseCertificate(inputs: Properties, name: string, cloud: Cloud): Properties {
  const settings = objectAt(inputs, "domainNameConfiguration");
  const arn = textAt(settings, "certificateArn") ?? "";
  const certificate = cloud.get(CERTIFICATE, arn);
  if (certificate === undefined || !isIssued(certificate, cloud)) {
    throw bad(`The provided certificate is not valid: ${arn} is not issued in ${cloud.region}`);
  }
  if (!covers(certificate, name)) throw bad(`The domain name ${name} is not covered by the certificate ${arn}`);
  return settings;
}

function refuseMapping(inputs: Properties, cloud: Cloud, own = ""): void {
  const api = needApi(inputs, cloud);
  const domain = textAt(inputs, "domainName") ?? "";
  if (cloud.get(DOMAIN_NAME, domain) === undefined) {
    throw new AwsError("NotFoundException", `Invalid domain name identifier specified ${domain}`);
  }
  const stage = textAt(inputs, "stage") ?? "";
  if (!partsOf(api.id, STAGE, cloud).some((one) => nameOf(one) === stage || one.id === stage)) {
    throw bad(`Invalid stage identifier specified ${stage}`);
  }
  const others = cloud.list(API_MAPPING).filter((other) => other.id !== own && other.inputs["domainName"] === domain);
  if (others.some((other) => (other.inputs["apiMappingKey"] ?? "") === (inputs["apiMappingKey"] ?? ""))) {
    throw new AwsError("ConflictException", "ApiMapping key already exists for this domain name");
  }
  if (others.some((other) => protocolOf(other, cloud) !== isWebSocket(api))) {
    throw bad("WebSocket APIs can't share a custom domain name with HTTP or REST APIs");
  }
}

function protocolOf({ inputs }: Resource, cloud: Cloud): boolean | undefined {
  const api = cloud.get(API, textAt(inputs, "apiId") ?? "");
  return api === undefined ? undefined : isWebSocket(api);
}
