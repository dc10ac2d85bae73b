/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { between, known, matches, oneOf, refuse, ruledOut } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { API, API_MAPPING, AUTHORIZER, DEPLOYMENT, gatewayArn, INTEGRATION, partsOf, ROUTE, STAGE } from "./types.ts";

export const api: Kind = {
  type: API,
  name: { property: "name", max: 128, pattern: /^.+$/, accepted: "128 characters at most" },
  replaces: ["protocolType"],
  sets: ["allowHeaders", "allowMethods", "allowOrigins", "exposeHeaders"],
  check: checkApi,
  create({ inputs }, cloud) {
    const id = cloud.token(10);
    const { region, account } = cloud;
    const isHttp = inputs["protocolType"] === "HTTP";
    return {
      id,
      outputs: {
        ...defaults(inputs),
        arn: gatewayArn(`/apis/${id}`, cloud),
        apiEndpoint: `${isHttp ? "https" : "wss"}://${id}.execute-api.${region}.amazonaws.com`,
        executionArn: makeArn({ service: "execute-api", region, account, resource: id }),
      },
    };
  },
  update: ({ inputs }) => defaults(inputs),
  remove({ id }, cloud) {
    if (partsOf(id, API_MAPPING, cloud).length > 0) {
      const message = `Unable to delete API ${id}: API mappings of a custom domain name still lead to it`;
      throw new AwsError("ConflictException", message);
    }
    const parts = [STAGE, ROUTE, INTEGRATION, AUTHORIZER, DEPLOYMENT].flatMap((type) => partsOf(id, type, cloud));
    for (const part of parts) cloud.drop(part);
  },
};

function defaults(inputs: Properties): Properties {
  return {
    apiKeySelectionExpression: inputs["apiKeySelectionExpression"] ?? "$request.header.x-api-key",
    disableExecuteApiEndpoint: inputs["disableExecuteApiEndpoint"] ?? false,
    ipAddressType: inputs["ipAddressType"] ?? "ipv4",
    routeSelectionExpression: inputs["routeSelectionExpression"] ?? HTTP_SELECTION,
  };
}

const HTTP_SELECTION = "$request.method $request.path";

function checkApi(inputs: Properties): Failure[] {
  const protocol = known(inputs, "protocolType");
  const selection = known(inputs, "routeSelectionExpression") ?? HTTP_SELECTION;
  const rules = [
    ...oneOf(inputs, "protocolType", ["HTTP", "WEBSOCKET"]),
    ...oneOf(inputs, "ipAddressType", ["ipv4", "dualstack"]),
    ...between(inputs, "corsConfiguration.maxAge", -1, 86_400),
  ];
  if (protocol === "WEBSOCKET") {
    const http = ["body", "corsConfiguration", "credentialsArn", "routeKey", "target"];
    const isUsable = typeof selection !== "string" || /\$\{?request\.(body|header|querystring)/.test(selection);
    return [
      ...rules,
      ...http.flatMap((name) => ruledOut(inputs, name, "for a WEBSOCKET API")),
      ...(isUsable
        ? []
        : refuse("routeSelectionExpression", "a WEBSOCKET API needs one, such as $request.body.action")),
    ];
  }
  if (protocol !== "HTTP") return rules;
  const only = /^\$\{?request\.method\}? \$\{?request\.path\}?$/;
  return [...rules, ...matches(inputs, "routeSelectionExpression", only, `${HTTP_SELECTION} for an HTTP API`)];
}
