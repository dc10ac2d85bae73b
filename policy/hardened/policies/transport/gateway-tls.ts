import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, must } from "../look.ts";

const SAYS = "lets clients speak TLS 1.0";

const isModern = (value: unknown): boolean => value !== "TLS_1_0";

/** Domains of API gateways. */
export const gatewayTls: ResourcePolicy = {
  name: "gateway-tls",
  about: "resource",
  description: "An API gateway's domain speaks TLS 1.2 or later.",
  remedy: "Set securityPolicy to TLS_1_2 or later.",
  sources: [
    "circle-of-trust's requirements: security best practices (encryption in transit, API Gateway)",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:apigatewayv2/domainName:DomainName": (props) =>
      must(at(props, "domainNameConfiguration", "securityPolicy"), isModern, SAYS),
    "aws:apigateway/domainName:DomainName": (props) => must(at(props, "securityPolicy"), isModern, SAYS),
  }),
};
