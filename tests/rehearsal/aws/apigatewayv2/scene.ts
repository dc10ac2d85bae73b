/** An HTTP API that leads to a Cloud Map service over a VPC link, for tests to break one thing of. */
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import * as types from "../../../../rehearsal/aws/services/apigatewayv2/types.ts";
import * as cloudMap from "../../../../rehearsal/aws/services/servicediscovery/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { issued, zoneIn } from "../domain.ts";
import { NetworkScene } from "../ec2/scene.ts";

export class GatewayScene extends NetworkScene {
  readonly api: Resource;
  readonly link: Resource;
  readonly service: Resource;

  constructor() {
    super();
    this.api = this.http("api");
    this.link = this.account.make(types.VPC_LINK, { subnetIds: this.inside, securityGroupIds: [this.group.id] });
    const namespace = this.account.make(cloudMap.PRIVATE_NAMESPACE, { name: "example.local", vpc: this.vpc.id });
    const dnsConfig = { namespaceId: namespace.id, dnsRecords: [{ type: "SRV", ttl: 10 }] };
    this.service = this.account.make(cloudMap.SERVICE, { name: "api", dnsConfig });
  }

  http(name: string): Resource {
    return this.account.make(types.API, { name, protocolType: "HTTP" });
  }

  webSocket(): Resource {
    const routeSelectionExpression = "$request.body.action";
    return this.account.make(types.API, { name: "ws", protocolType: "WEBSOCKET", routeSelectionExpression });
  }

  /** To the Cloud Map service. */
  integration(changes: Properties = {}): Resource {
    return this.account.make(types.INTEGRATION, {
      apiId: this.api.id,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: this.service.outputs["arn"] ?? "",
      connectionType: "VPC_LINK",
      connectionId: this.link.id,
      ...changes,
    });
  }

  /** To a public address. */
  proxy(apiId: string): Resource {
    const integrationUri = "https://example.com";
    return this.account.make(types.INTEGRATION, {
      apiId,
      integrationType: "HTTP_PROXY",
      integrationMethod: "POST",
      integrationUri,
    });
  }

  route(changes: Properties = {}): Resource {
    return this.account.make(types.ROUTE, { apiId: this.api.id, routeKey: "$default", ...changes });
  }

  stage(changes: Properties = {}): Resource {
    return this.account.make(types.STAGE, { apiId: this.api.id, name: "$default", autoDeploy: true, ...changes });
  }

  /** A route of a new WebSocket API, with an integration behind it. */
  socketRoute(routeKey: string, changes: Properties = {}): Resource {
    const { id: apiId } = this.webSocket();
    return this.route({ apiId, routeKey, target: `integrations/${this.proxy(apiId).id}`, ...changes });
  }

  jwt(changes: Properties = {}): Resource {
    return this.account.make(types.AUTHORIZER, {
      apiId: this.api.id,
      name: "jwt",
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: "https://example.com", audiences: ["app"] },
      ...changes,
    });
  }

  /** A name with a certificate for it. */
  domain(name: string): Resource {
    const { account } = this;
    const certificateArn = issued(account, name, zoneIn(account, name).id).id;
    const domainNameConfiguration = { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" };
    return account.make(types.DOMAIN_NAME, { domainName: name, domainNameConfiguration });
  }

  mapping(changes: Properties = {}): Resource {
    const inputs = { apiId: this.api.id, domainName: "api.example.com", stage: "$default" };
    return this.account.make(types.API_MAPPING, { ...inputs, ...changes });
  }

  /** The log group that ACCESS_LOGS names. */
  logGroup(): void {
    this.account.make("aws:cloudwatch/logGroup:LogGroup", { name: "api" });
  }
}

export const ACCESS_LOGS = {
  destinationArn: "arn:aws:logs:eu-central-1:111122223333:log-group:api",
  format: JSON.stringify({ requestId: "$context.requestId" }),
};
