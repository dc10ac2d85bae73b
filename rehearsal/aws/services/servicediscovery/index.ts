/** Cloud Map: namespaces and the services in them. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { AwsService } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { httpNamespace, privateDnsNamespace, publicDnsNamespace } from "./namespaces.ts";
import { instance, service } from "./service.ts";
import { HTTP_NAMESPACE, PRIVATE_NAMESPACE, PUBLIC_NAMESPACE, SERVICE } from "./types.ts";

export const servicediscovery: AwsService = {
  name: "servicediscovery",
  kinds: [privateDnsNamespace, publicDnsNamespace, httpNamespace, service, instance],
  functions: [
    {
      token: "aws:servicediscovery/getDnsNamespace:getDnsNamespace",
      answer(args, cloud) {
        const type = args["type"] === "DNS_PUBLIC" ? PUBLIC_NAMESPACE : PRIVATE_NAMESPACE;
        return answer(cloud.list(type), ["name"], "Namespace", args, cloud);
      },
    },
    {
      token: "aws:servicediscovery/getHttpNamespace:getHttpNamespace",
      answer: (args, cloud) => answer(cloud.list(HTTP_NAMESPACE), ["name"], "Namespace", args, cloud),
    },
    {
      token: "aws:servicediscovery/getService:getService",
      answer: (args, cloud) => answer(cloud.list(SERVICE), ["name", "namespaceId"], "Service", args, cloud),
    },
  ],
};

function answer(
  all: readonly Resource[],
  by: readonly string[],
  noun: string,
  args: Properties,
  cloud: Cloud,
): Properties {
  const found = all.find(({ outputs }) => by.every((name) => outputs[name] === args[name]));
  if (found === undefined) throw new AwsError("NotFound", `no matching Service Discovery ${noun} found`);
  return { ...found.outputs, id: found.id, region: cloud.region, tags: found.outputs["tagsAll"] ?? {} };
}
