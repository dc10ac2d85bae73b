/** @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { atMostOne, between, elements, known, matches, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import {
  discoveryArn,
  HTTP_NAMESPACE,
  INSTANCE,
  needNamespace,
  needService,
  PUBLIC_NAMESPACE,
  SERVICE,
} from "./types.ts";

export const service: Kind = {
  type: SERVICE,
  // The records' TTL and the description change in place.
  replaces: [
    "dnsConfig.dnsRecords.type",
    "dnsConfig.namespaceId",
    "dnsConfig.routingPolicy",
    "healthCheckConfig.type",
    "healthCheckCustomConfig",
    "healthCheckCustomConfig.failureThreshold",
    "name",
    "namespaceId",
    "type",
  ],
  check: (inputs) => [
    ...checkRecords(inputs),
    ...oneOf(inputs, "dnsConfig.routingPolicy", ["MULTIVALUE", "WEIGHTED"]),
    ...oneOf(inputs, "healthCheckConfig.type", ["HTTP", "HTTPS", "TCP"]),
    ...oneOf(inputs, "type", ["HTTP"]),
    ...atMostOne(inputs, ["healthCheckConfig", "healthCheckCustomConfig"]),
  ],
  create({ inputs }, cloud) {
    const namespace = needNamespace(namespaceIdOf(inputs), cloud);
    refuseService(inputs, namespace, cloud);
    const id = `srv-${cloud.token(16)}`;
    return { id, outputs: { arn: discoveryArn("service", id, cloud), namespaceId: namespace.id } };
  },
  remove(resource, cloud) {
    if (resource.inputs["forceDestroy"] === true || !hasInstances(resource, cloud)) return;
    const message = "Service contains registered instances; delete the instances before deleting the service";
    throw new AwsError("ResourceInUse", message);
  },
};

/** An instance that a program registers by itself; ECS registers its tasks without. */
export const instance: Kind = {
  type: INSTANCE,
  replaces: ["instanceId", "serviceId"],
  check: (inputs) =>
    matches(inputs, "instanceId", /^[0-9a-zA-Z_/:.@-]{1,64}$/, "letters, digits and _/:.@-, 64 at most"),
  create({ inputs }, cloud) {
    needService(textAt(inputs, "serviceId") ?? "", cloud);
    return { id: textAt(inputs, "instanceId") ?? "", outputs: {} };
  },
};

function namespaceIdOf(inputs: Properties): string {
  return textAt(objectAt(inputs, "dnsConfig"), "namespaceId") ?? textAt(inputs, "namespaceId") ?? "";
}

function checkRecords(inputs: Properties): Failure[] {
  const records = elements(inputs, "dnsConfig.dnsRecords");
  const types = records.map((at) => known(inputs, `${at}.type`));
  const isMixed = types.includes("CNAME") && types.length > 1;
  const isDouble = types.some((type, i) => type !== undefined && types.indexOf(type) !== i);
  return [
    ...records.flatMap((at) => [
      ...oneOf(inputs, `${at}.type`, ["SRV", "A", "AAAA", "CNAME"]),
      ...between(inputs, `${at}.ttl`, 0, 2_147_483_647),
    ]),
    ...(isMixed ? refuse("dnsConfig.dnsRecords", "a record of the type CNAME stands alone") : []),
    ...(isDouble ? refuse("dnsConfig.dnsRecords", "each type of record may stand there once") : []),
    ...(types.includes("CNAME") && known(inputs, "dnsConfig.routingPolicy") !== "WEIGHTED"
      ? refuse("dnsConfig.routingPolicy", "a record of the type CNAME needs the routing policy WEIGHTED")
      : []),
  ];
}

function refuseService(inputs: Properties, namespace: Resource, cloud: Cloud): void {
  const name = textAt(inputs, "name") ?? "";
  const others = cloud.list(SERVICE).filter(({ outputs }) => outputs["namespaceId"] === namespace.id);
  const same = others.find(({ outputs, inputs: other }) => (outputs["name"] ?? other["name"]) === name);
  if (same !== undefined) {
    throw new AwsError("ServiceAlreadyExists", `Service already exists. (${name}: ${same.id})`);
  }
  const hasRecords = objectsAt(objectAt(inputs, "dnsConfig"), "dnsRecords").length > 0;
  if (hasRecords && namespace.type === HTTP_NAMESPACE) {
    throw new AwsError("InvalidInput", "DNS records can't be specified for services in an HTTP namespace");
  }
  if (inputs["healthCheckConfig"] !== undefined && namespace.type !== PUBLIC_NAMESPACE) {
    throw new AwsError("InvalidInput", "HealthCheckConfig is supported for public DNS namespaces only");
  }
}

function hasInstances({ id, outputs }: Resource, cloud: Cloud): boolean {
  const own = cloud.list(INSTANCE).some(({ inputs }) => inputs["serviceId"] === id);
  const tasks = cloud.list("aws:ecs/service:Service").some(({ inputs, outputs: service }) => {
    return (
      textAt(objectAt(inputs, "serviceRegistries"), "registryArn") === outputs["arn"] && service["desiredCount"] !== 0
    );
  });
  return own || tasks;
}
