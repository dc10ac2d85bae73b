/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, isGiven, matches, needed, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import {
  ACCOUNT_SETTINGS,
  API_MAPPING,
  bad,
  DEPLOYMENT,
  gatewayArn,
  isWebSocket,
  needApi,
  partsOf,
  STAGE,
} from "./types.ts";

export const stage: Kind = {
  type: STAGE,
  name: {
    property: "name",
    max: 128,
    pattern: /^(\$default|[A-Za-z0-9_-]+)$/,
    accepted: "letters, digits, hyphens and underscores, 128 characters at most, or $default",
  },
  replaces: ["apiId", "name"],
  sets: ["routeSettings"],
  check: (inputs) => [
    ...between(inputs, "defaultRouteSettings.throttlingBurstLimit", 0, 2_147_483_647),
    ...oneOf(inputs, "defaultRouteSettings.loggingLevel", ["ERROR", "INFO", "OFF"]),
    ...(isGiven(inputs, "accessLogSettings")
      ? needed(inputs, "accessLogSettings.format", "with accessLogSettings")
      : []),
    ...matches(inputs, "accessLogSettings.format", /requestId|extendedRequestId/, "a format with $context.requestId"),
  ],
  create({ inputs }, cloud) {
    const api = refuseStage(inputs, cloud);
    const name = textAt(inputs, "name") ?? "";
    if (partsOf(api.id, STAGE, cloud).some((other) => nameOf(other) === name)) {
      throw new AwsError("ConflictException", "Stage already exists");
    }
    // The provider's id is the name. Where another API of the region has a stage of this name, the world needs another one:
    // it keeps one thing of a type, a region and an id.
    const id = cloud.get(STAGE, name) === undefined ? name : `${api.id}/${name}`;
    const endpoint = textAt(api.outputs, "apiEndpoint") ?? "";
    return {
      id,
      outputs: {
        name,
        arn: gatewayArn(`/apis/${api.id}/stages/${name}`, cloud),
        executionArn: `${textAt(api.outputs, "executionArn") ?? ""}/${name}`,
        invokeUrl: name === "$default" ? `${endpoint}/` : `${endpoint}/${name}`,
        autoDeploy: inputs["autoDeploy"] ?? false,
        deploymentId: inputs["deploymentId"] ?? (inputs["autoDeploy"] === true ? cloud.token(6) : ""),
      },
    };
  },
  update({ inputs, resource }, cloud) {
    refuseStage(inputs, cloud);
    const { deploymentId = "" } = resource.outputs;
    return { autoDeploy: inputs["autoDeploy"] ?? false, deploymentId: inputs["deploymentId"] ?? deploymentId };
  },
  remove(resource, cloud) {
    const mappings = partsOf(textAt(resource.inputs, "apiId") ?? "", API_MAPPING, cloud);
    const mapping = mappings.find(
      ({ inputs }) => inputs["stage"] === nameOf(resource) || inputs["stage"] === resource.id,
    );
    if (mapping === undefined) return;
    throw bad(`Unable to delete stage ${nameOf(resource)}: the API mapping ${mapping.id} leads to it`);
  },
};

export function nameOf(resource: Resource): string {
  return textAt(resource.outputs, "name") ?? "";
}

function refuseStage(inputs: Properties, cloud: Cloud): Resource {
  const api = needApi(inputs, cloud);
  const settings = objectAt(inputs, "defaultRouteSettings");
  const level = textAt(settings, "loggingLevel") ?? "OFF";
  if (!isWebSocket(api)) {
    if (level !== "OFF" || settings["dataTraceEnabled"] === true) {
      throw bad("Execution logs are not supported on protocolType HTTP");
    }
  } else {
    if (textAt(inputs, "name") === "$default") throw bad("$default is a stage of HTTP APIs only");
    if ((level !== "OFF" || inputs["accessLogSettings"] !== undefined) && !hasLogRole(cloud)) {
      throw bad("CloudWatch Logs role ARN must be set in account settings to enable logging");
    }
  }
  refuseLogs(textAt(objectAt(inputs, "accessLogSettings"), "destinationArn"), cloud);
  const deployment = textAt(inputs, "deploymentId");
  if (deployment !== undefined && cloud.get(DEPLOYMENT, deployment)?.inputs["apiId"] !== api.id) {
    throw new AwsError("NotFoundException", `Invalid Deployment identifier specified ${deployment}`);
  }
  return api;
}

/** The account's setting in a region, which WebSocket and REST APIs write logs by; HTTP APIs need none. */
function hasLogRole(cloud: Cloud): boolean {
  return cloud.list(ACCOUNT_SETTINGS).some(({ inputs }) => textAt(inputs, "cloudwatchRoleArn") !== undefined);
}

function refuseLogs(destinationArn: string | undefined, cloud: Cloud): void {
  if (destinationArn === undefined) return;
  const plain = destinationArn.replace(/:\*$/, "");
  const isGroup = plain.startsWith(`arn:aws:logs:${cloud.region}:${cloud.account}:log-group:`);
  if (!isGroup && !plain.startsWith("arn:aws:firehose:")) throw bad("Access Log DestinationArn format invalid");
  if (isGroup && cloud.byArn(plain, "aws:cloudwatch/logGroup:LogGroup") === undefined) {
    throw bad("Access logging could not be enabled: the specified log group does not exist.");
  }
}
