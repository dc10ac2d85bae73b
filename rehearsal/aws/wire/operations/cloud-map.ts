/** @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html */
import { textOf } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { advance } from "../../services/ecs/progress.ts";
import { SERVICE } from "../../services/ecs/types.ts";
import type { JsonService } from "../operation.ts";
import { needText } from "../operation.ts";

export const cloudMap: JsonService = {
  target: "Route53AutoNaming_v20170314",
  version: "1.1",
  operations: [
    {
      name: "DiscoverInstances",
      needs: (input) => [
        {
          action: "servicediscovery:DiscoverInstances",
          resource: "*",
          context: {
            "servicediscovery:NamespaceName": needText(input, "NamespaceName"),
            "servicediscovery:ServiceName": needText(input, "ServiceName"),
          },
        },
      ],
      run(input, cloud) {
        const namespaceName = needText(input, "NamespaceName");
        const serviceName = needText(input, "ServiceName");
        const namespace = NAMESPACES.flatMap((type) => cloud.list(type)).find(
          ({ inputs }) => textAt(inputs, "name") === namespaceName,
        );
        if (namespace === undefined) throw new AwsError("NamespaceNotFound", `Namespace ${namespaceName} not found.`);
        const service = cloud.list("aws:servicediscovery/service:Service").find(({ inputs, notes, outputs }) => {
          const of = notes["namespaceId"] ?? outputs["namespaceId"];
          return textAt(inputs, "name") === serviceName && of === namespace.id;
        });
        if (service === undefined) throw new AwsError("ServiceNotFound", `Service ${serviceName} not found.`);
        return { Instances: instancesOf(service, { namespaceName, serviceName }, cloud), InstancesRevision: 1 };
      },
    },
  ],
};

const NAMESPACES = [
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  "aws:servicediscovery/httpNamespace:HttpNamespace",
];

/** Each healthy task that a service of ECS has registered. */
function instancesOf(
  registry: Resource,
  names: { readonly namespaceName: string; readonly serviceName: string },
  cloud: Cloud,
): Record<string, unknown>[] {
  const arn = textAt(registry.outputs, "arn");
  return cloud.list(SERVICE).flatMap((service) =>
    advance(service, cloud).deployments.flatMap(({ id, spec, running }) => {
      const registered = objectAt(spec, "serviceRegistries");
      if (registered["registryArn"] !== arn) return [];
      return Array.from({ length: running }, (_, index) => ({
        InstanceId: `${id.replace("ecs-svc/", "")}${index}`,
        NamespaceName: names.namespaceName,
        ServiceName: names.serviceName,
        HealthStatus: "HEALTHY",
        Attributes: { AWS_INSTANCE_PORT: textOf(registered["containerPort"] ?? registered["port"]) },
      }));
    }),
  );
}
