/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { AUTHORIZER, bad, INTEGRATION, isWebSocket, needApi, partsOf, ROUTE } from "./types.ts";

export const route: Kind = {
  type: ROUTE,
  replaces: ["apiId"],
  sets: ["authorizationScopes", "requestParameters"],
  check: (inputs) => [
    ...oneOf(inputs, "authorizationType", ["NONE", "AWS_IAM", "CUSTOM", "JWT"]),
    ...matches(inputs, "target", /^integrations\/\S+$/, 'of the form "integrations/<id of the integration>"'),
  ],
  create({ inputs }, cloud) {
    refuseRoute(inputs, cloud);
    return { id: cloud.token(7), outputs: defaults(inputs) };
  },
  update({ inputs, resource }, cloud) {
    refuseRoute(inputs, cloud, resource.id);
    return defaults(inputs);
  },
};

function defaults(inputs: Properties): Properties {
  return {
    apiKeyRequired: inputs["apiKeyRequired"] ?? false,
    authorizationType: inputs["authorizationType"] ?? "NONE",
  };
}

const METHODS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;

function refuseRoute(inputs: Properties, cloud: Cloud, own = ""): void {
  const api = needApi(inputs, cloud);
  const key = textAt(inputs, "routeKey") ?? "";
  const [method = "", path] = key.split(" ");
  const isHttpKey = key === "$default" || (METHODS.some((one) => one === method) && path?.startsWith("/") === true);
  if (!isWebSocket(api) && !isHttpKey) {
    throw bad(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    );
  }
  const others = partsOf(api.id, ROUTE, cloud).filter((other) => other.id !== own);
  if (others.some((other) => other.inputs["routeKey"] === key)) {
    throw new AwsError("ConflictException", `Route with key ${key} already exists for this API`);
  }
  const target = textAt(inputs, "target")?.replace("integrations/", "");
  if (target !== undefined && cloud.get(INTEGRATION, target)?.inputs["apiId"] !== api.id) {
    throw new AwsError("NotFoundException", `Invalid Integration identifier specified ${target}`);
  }
  refuseAuthorization(inputs, key, isWebSocket(api), cloud);
}

function refuseAuthorization(inputs: Properties, key: string, webSocket: boolean, cloud: Cloud): void {
  const kind = textAt(inputs, "authorizationType") ?? "NONE";
  if (webSocket && kind !== "NONE" && key !== "$connect") {
    throw bad("Currently, authorization is restricted to the $connect route only");
  }
  if (webSocket && kind === "JWT") throw bad("JWT authorization is supported for HTTP APIs only");
  if (kind !== "JWT" && textsAt(inputs, "authorizationScopes").length > 0) {
    throw bad("Authorization scopes are supported for JWT authorization only");
  }
  if (kind !== "JWT" && kind !== "CUSTOM") return;
  const id = textAt(inputs, "authorizerId");
  if (id === undefined) throw bad(`AuthorizerId is required for authorizationType ${kind}`);
  const authorizer = cloud.get(AUTHORIZER, id);
  if (authorizer?.inputs["apiId"] !== inputs["apiId"]) {
    throw new AwsError("NotFoundException", `Invalid Authorizer identifier specified ${id}`);
  }
  if ((authorizer?.inputs["authorizerType"] === "JWT") !== (kind === "JWT")) {
    throw bad(`The authorizer ${id} doesn't fit authorizationType ${kind}`);
  }
}
