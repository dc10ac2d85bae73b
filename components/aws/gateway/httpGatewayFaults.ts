/** What is wrong with the arguments of an HTTP gateway that are known before anything exists. */
import type { Input } from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";
import { domainFaults } from "../network/domainCertificate.ts";
import { prefixFaults } from "../network/names.ts";
import { retentionFaults } from "../watch/retention.ts";
import type { HttpGatewayArgs } from "./httpGateway.ts";
import { throttlingFaults } from "./throttling.ts";

/** The arguments that a caller chooses. */
export type HttpGatewayChoice = Pick<
  HttpGatewayArgs,
  "prefix" | "logRetentionDays" | "throttling" | "cors" | "domain" | "jwt" | "openRoutes"
>;

/** What is wrong with them. An output among them isn't known yet, and AWS judges it. */
export function httpGatewayFaults(args: HttpGatewayChoice, label: Label): Fault[] {
  const { cors, domain } = args;
  return [
    ...prefixFaults(label("prefix"), args.prefix, 100),
    ...retentionFaults(label("logRetentionDays"), args.logRetentionDays),
    ...throttlingFaults(args.throttling, label),
    ...(cors === undefined ? [] : originFaults(cors.origins, label)),
    ...(domain === undefined ? [] : domainFaults(domain, (part) => label(`domain.${part}`))),
    ...tokenFaults(args, label),
  ];
}

function originFaults(origins: readonly Input<string>[], label: Label): Fault[] {
  if (origins.length === 0) {
    return [{ path: label("cors.origins"), given: origins, accepted: "at least one origin, or no cors at all" }];
  }
  const accepted = "an origin without a path, as in https://app.example.com; http for localhost only";
  const pattern = /^(https:\/\/[a-z0-9.-]+(:\d+)?|http:\/\/localhost(:\d+)?)$/;
  return origins.flatMap((origin, index) =>
    typeof origin === "string" ? textFaults(label(`cors.origins[${index}]`), origin, pattern, accepted) : [],
  );
}

function tokenFaults({ jwt, openRoutes = [] }: HttpGatewayChoice, label: Label): Fault[] {
  if (jwt === undefined) {
    return openRoutes.length === 0
      ? []
      : [{ path: label("openRoutes"), given: openRoutes, accepted: "none, since without jwt every route is open" }];
  }
  const audience = jwt.audience.length > 0 && jwt.audience.every((one) => one !== "");
  const { issuer } = jwt;
  return [
    ...(typeof issuer === "string"
      ? textFaults(label("jwt.issuer"), issuer, /^https:\/\/[^\s/]+(\/\S*)?$/, "the issuer's URL, https://")
      : []),
    ...(audience ? [] : [{ path: label("jwt.audience"), given: jwt.audience, accepted: "at least one audience" }]),
    ...openRoutes.flatMap((route, index) =>
      textFaults(
        label(`openRoutes[${index}]`),
        route,
        /^(ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/[\w\-./{}+]*$/,
        "a method and a path, as in GET /v1/healthz",
      ),
    ),
  ];
}
