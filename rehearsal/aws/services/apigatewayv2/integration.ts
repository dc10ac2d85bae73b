/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, known, needed, oneOf, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { LISTENERS } from "../lb/types.ts";
import { SERVICE } from "../servicediscovery/types.ts";
import { bad, INTEGRATION, isWebSocket, needApi, partsOf, ROUTE, VPC_LINK, VPC_LINK_V1 } from "./types.ts";

export const integration: Kind = {
  type: INTEGRATION,
  replaces: ["apiId", "integrationSubtype", "integrationType"],
  sets: ["responseParameters"],
  check: checkIntegration,
  create({ inputs }, cloud) {
    const webSocket = refuseIntegration(inputs, cloud);
    return { id: cloud.token(7), outputs: defaults(inputs, webSocket) };
  },
  update: ({ inputs }, cloud) => defaults(inputs, refuseIntegration(inputs, cloud)),
  remove({ id, inputs }, cloud) {
    const routes = partsOf(textAt(inputs, "apiId") ?? "", ROUTE, cloud);
    const user = routes.find((route) => route.inputs["target"] === `integrations/${id}`);
    if (user === undefined) return;
    const message = `Cannot delete Integration ${id} due to being referenced by Route ${textAt(user.inputs, "routeKey") ?? ""}`;
    throw new AwsError("ConflictException", message);
  },
};

function checkIntegration(inputs: Properties): Failure[] {
  const link = known(inputs, "connectionType") === "VPC_LINK";
  return [
    ...oneOf(inputs, "integrationType", ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"]),
    ...oneOf(inputs, "connectionType", ["INTERNET", "VPC_LINK"]),
    ...oneOf(inputs, "integrationMethod", ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]),
    ...oneOf(inputs, "payloadFormatVersion", ["1.0", "2.0"]),
    ...between(inputs, "timeoutMilliseconds", 50, 30_000),
    ...(link ? needed(inputs, "connectionId", "when connectionType is VPC_LINK") : []),
    ...(known(inputs, "connectionType") === "INTERNET"
      ? ruledOut(inputs, "connectionId", "when connectionType is INTERNET")
      : []),
    ...(known(inputs, "integrationType") === "MOCK" ? [] : checkTarget(inputs)),
  ];
}

function checkTarget(inputs: Properties): Failure[] {
  const type = known(inputs, "integrationType");
  if (typeof type !== "string" || inputs["integrationSubtype"] !== undefined) return [];
  const because = `when integrationType is ${type}`;
  const method = type.startsWith("HTTP") ? needed(inputs, "integrationMethod", because) : [];
  return [...needed(inputs, "integrationUri", because), ...method];
}

function defaults(inputs: Properties, webSocket: boolean): Properties {
  return {
    connectionType: inputs["connectionType"] ?? "INTERNET",
    payloadFormatVersion: inputs["payloadFormatVersion"] ?? "1.0",
    timeoutMilliseconds: inputs["timeoutMilliseconds"] ?? (webSocket ? 29_000 : 30_000),
    passthroughBehavior: inputs["passthroughBehavior"] ?? (webSocket ? "WHEN_NO_MATCH" : ""),
    integrationResponseSelectionExpression: webSocket ? "${integration.response.statuscode}" : "",
  };
}

/** @returns whether it belongs to a WebSocket API. @throws AwsError */
function refuseIntegration(inputs: Properties, cloud: Cloud): boolean {
  const webSocket = isWebSocket(needApi(inputs, cloud));
  const type = textAt(inputs, "integrationType") ?? "";
  if (!webSocket && !type.endsWith("_PROXY")) {
    throw bad(`HTTP APIs support integrations of the types AWS_PROXY and HTTP_PROXY only, not ${type}`);
  }
  if (type === "HTTP_PROXY" && inputs["payloadFormatVersion"] === "2.0") {
    throw bad("PayloadFormatVersion 2.0 is not supported for HTTP_PROXY integrations");
  }
  if (webSocket && inputs["tlsConfig"] !== undefined) throw bad("TlsConfig is supported for HTTP APIs only");
  if (textAt(inputs, "connectionType") === "VPC_LINK") refuseLink(inputs, webSocket, cloud);
  else if (type.startsWith("HTTP") && !/^https?:\/\//.test(textAt(inputs, "integrationUri") ?? "")) {
    throw bad(`Invalid HTTP endpoint specified for URI: ${textAt(inputs, "integrationUri") ?? ""}`);
  }
  return webSocket;
}

/** HTTP APIs go by links of the second kind to a listener or to Cloud Map; WebSocket APIs by the first to a URL. */
function refuseLink(inputs: Properties, webSocket: boolean, cloud: Cloud): void {
  const id = textAt(inputs, "connectionId") ?? "";
  if (cloud.get(webSocket ? VPC_LINK_V1 : VPC_LINK, id) === undefined) {
    throw bad(`Invalid VpcLink ID specified for integration: ${id}`);
  }
  const uri = textAt(inputs, "integrationUri") ?? "";
  if (webSocket) {
    if (!/^https?:\/\//.test(uri)) throw bad(`Invalid HTTP endpoint specified for URI: ${uri}`);
    return;
  }
  if (cloud.byArn(uri, ...LISTENERS, SERVICE) === undefined) {
    throw bad(
      "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.",
    );
  }
}
