/** @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html */
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { JsonService } from "../operation.ts";
import { needText } from "../operation.ts";

export const cloudMap: JsonService = {
  target: "Route53AutoNaming_v20170314",
  version: "1.1",
  operations: [
    {
      name: "DiscoverInstances",
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
        return { Instances: [], InstancesRevision: 1 };
      },
    },
  ],
};

const NAMESPACES = [
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  "aws:servicediscovery/httpNamespace:HttpNamespace",
];
