/** The tokens of API Gateway's HTTP and WebSocket APIs, and what they share. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";

const token = (kind: string, name: string): string => `aws:apigatewayv2/${kind}:${name}`;

export const API = token("api", "Api");
export const STAGE = token("stage", "Stage");
export const ROUTE = token("route", "Route");
export const INTEGRATION = token("integration", "Integration");
export const VPC_LINK = token("vpcLink", "VpcLink");
export const DEPLOYMENT = token("deployment", "Deployment");
export const DOMAIN_NAME = token("domainName", "DomainName");
export const API_MAPPING = token("apiMapping", "ApiMapping");
export const AUTHORIZER = token("authorizer", "Authorizer");
/** A link of the first kind, which REST and WebSocket APIs use. */
export const VPC_LINK_V1 = "aws:apigateway/vpcLink:VpcLink";
export const ACCOUNT_SETTINGS = "aws:apigateway/account:Account";

/** The API that a part of one belongs to. @throws AwsError where there is none */
export function needApi(inputs: Properties, cloud: Cloud): Resource {
  const id = textAt(inputs, "apiId") ?? "";
  const found = cloud.get(API, id);
  if (found === undefined)
    throw new AwsError("NotFoundException", `Invalid API identifier specified ${cloud.account}:${id}`);
  return found;
}

/** The parts of one type that belong to an API. */
export function partsOf(apiId: string, type: string, cloud: Cloud): Resource[] {
  return cloud.list(type).filter(({ inputs }) => inputs["apiId"] === apiId);
}

export function isWebSocket(api: Resource): boolean {
  return api.inputs["protocolType"] === "WEBSOCKET";
}

/** `arn:aws:apigateway:eu-central-1::/apis/a1b2c3d4e5`: these ARNs name no account. */
export function gatewayArn(path: string, { region }: Cloud): string {
  return `arn:aws:apigateway:${region}::${path}`;
}

export function bad(message: string): AwsError {
  return new AwsError("BadRequestException", message);
}
