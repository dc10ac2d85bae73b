/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
import { between, known, matches, needed, oneOf, ruledOut } from "../../checks.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { AUTHORIZER, bad, isWebSocket, needApi, partsOf, ROUTE } from "./types.ts";

export const authorizer: Kind = {
  type: AUTHORIZER,
  name: { property: "name", max: 128, pattern: /^.+$/, accepted: "128 characters at most" },
  replaces: ["apiId"],
  sets: ["identitySources", "audiences"],
  check(inputs) {
    const type = known(inputs, "authorizerType");
    const because = `when authorizerType is ${JSON.stringify(type ?? null)}`;
    return [
      ...oneOf(inputs, "authorizerType", ["JWT", "REQUEST"]),
      ...oneOf(inputs, "authorizerPayloadFormatVersion", ["1.0", "2.0"]),
      ...between(inputs, "authorizerResultTtlInSeconds", 0, 3600),
      ...matches(inputs, "jwtConfiguration.issuer", /^https:\/\/\S+$/, "an address that begins with https://"),
      ...(type === "JWT"
        ? [
            ...["jwtConfiguration", "identitySources"].flatMap((name) => needed(inputs, name, because)),
            ...ruledOut(inputs, "authorizerUri", because),
          ]
        : []),
      ...(type === "REQUEST"
        ? [...needed(inputs, "authorizerUri", because), ...ruledOut(inputs, "jwtConfiguration", because)]
        : []),
    ];
  },
  create({ inputs }, cloud) {
    const webSocket = isWebSocket(needApi(inputs, cloud));
    const type = textAt(inputs, "authorizerType") ?? "";
    if (webSocket && type === "JWT") throw bad("Only REQUEST authorizers are supported for WEBSOCKET protocol APIs");
    if (!webSocket && type === "REQUEST" && inputs["authorizerPayloadFormatVersion"] === undefined) {
      throw bad("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
    }
    return { id: cloud.token(6), outputs: {} };
  },
  remove({ id, inputs }, cloud) {
    const user = partsOf(textAt(inputs, "apiId") ?? "", ROUTE, cloud).find(
      (route) => route.inputs["authorizerId"] === id,
    );
    if (user === undefined) return;
    throw bad(
      `Cannot delete Authorizer ${id} due to being referenced by Route ${textAt(user.inputs, "routeKey") ?? ""}`,
    );
  },
};
