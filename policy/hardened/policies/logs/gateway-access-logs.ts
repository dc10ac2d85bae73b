import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, is, isGiven, isTrue, must } from "../look.ts";
import { Candidates, ofType, remembering } from "../stack.ts";

export interface AccountRole {
  /** Whether the account has a role under which its API gateways log. */
  readonly accountLogs: boolean;
}

/**
 * HTTP APIs log as they are. WebSocket and REST APIs log under a role that is set once for a whole account and region, and AWS refuses a
 * stage that logs before it is.
 */
export const gatewayAccessLogs: StackPolicy<AccountRole> = {
  name: "gateway-access-logs",
  about: "stack",
  description:
    "Each stage of an HTTP API writes access logs; each of a WebSocket or REST API too, where the account can.",
  remedy: "Set accessLogSettings with a log group and a format.",
  sources: [
    "order-tracking's requirements: hardening checklist (access logs)",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html",
  ],
  levels: BY_ENVIRONMENT,
  config: {
    accountLogs: {
      schema: { type: "boolean" },
      default: false,
      describes:
        "Whether the account has a role under which its API gateways log, so that WebSocket and REST APIs are asked too.",
    },
  },
  judge: (resources, { accountLogs }) => {
    const apis = ofType(resources, "aws:apigatewayv2/api:Api");
    const others = new Set(apis.filter(({ props }) => !is(at(props, "protocolType"), (value) => value === "HTTP")));
    const known = new Candidates(apis, ["id"]);
    // Stages that deploy by themselves are of HTTP APIs: AWS has it for no other.
    const areHttp = remembering((those) => those.length > 0 && !those.some((api) => others.has(api)));
    const isOfHttp = ({ props }: JudgedResource): boolean =>
      is(at(props, "autoDeploy"), isTrue) || areHttp(known.meant(props["apiId"]));
    const stages = ofType(resources, "aws:apigatewayv2/stage:Stage").filter((stage) => accountLogs || isOfHttp(stage));
    const ofRest = accountLogs ? ofType(resources, "aws:apigateway/stage:Stage") : [];
    return [...stages, ...ofRest].flatMap(({ urn, props }) => {
      const says = "isn't given: nobody sees who asked for what";
      return must(at(props, "accessLogSettings", "destinationArn"), isGiven, says).map((one) => ({ ...one, urn }));
    });
  },
};
