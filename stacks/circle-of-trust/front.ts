/** What users meet: the site, the sign-in where it is asked for, and the two gateways to the API. */
import type * as pulumi from "@pulumi/pulumi";
import { HttpGateway, SignIn, StaticSite, Waf, WebSocketGateway } from "@tidegate/aws";
import type { DiscoveryService, Domain, Network } from "@tidegate/aws";
import type { CircleOfTrustConfig } from "./config.ts";
import type { Doors } from "./doors.ts";

export interface Front {
  readonly site: StaticSite;
  readonly signIn: SignIn | undefined;
  readonly http: HttpGateway;
  readonly socket: WebSocketGateway;
}

export interface FrontArgs {
  readonly config: CircleOfTrustConfig;
  readonly network: Network;
  readonly doors: Doors;
  /** Where Cloud Map knows the API's tasks. */
  readonly discovery: DiscoveryService;
}

export function makeFront(name: string, args: FrontArgs, opts: pulumi.ComponentResourceOptions): Front {
  const { config, network, doors, discovery } = args;
  const { prefix, domain, throttling, logRetentionDays, paused } = config;
  const waf = config.with.waf
    ? new Waf(`${name}-waf`, { prefix, scope: "CLOUDFRONT", rateLimit: 2000 }, opts)
    : undefined;
  const site = new StaticSite(
    `${name}-site`,
    {
      ...config.site,
      protect: config.protect,
      spaFallback: "index.html",
      ...(config.with.accessLogs && { logPrefix: prefix }),
      ...(domain !== undefined && { domain }),
      ...(waf !== undefined && { webAclArn: waf.webAclArn }),
    },
    opts,
  );
  const signIn = config.with.cognito
    ? new SignIn(
        `${name}-sign-in`,
        {
          poolName: prefix,
          metadataUrl: config.pingidMetadataUrl,
          providerName: "PingID",
          callbackUrls: [site.url],
          protect: config.protect,
        },
        opts,
      )
    : undefined;
  const within = { prefix, subnetIds: network.privateSubnetIds, throttling, logRetentionDays };
  const http = new HttpGateway(
    `${name}-http`,
    {
      ...within,
      securityGroupId: doors.link,
      discoveryServiceArn: discovery.serviceArn,
      cors: { origins: [site.url] },
      ...named("api", domain),
      ...(signIn !== undefined && {
        jwt: { issuer: signIn.issuer, audience: [signIn.clientId] },
        openRoutes: [`GET ${config.api.healthPath}`],
      }),
    },
    opts,
  );
  const socket = new WebSocketGateway(
    `${name}-socket`,
    {
      prefix,
      subnetIds: network.privateSubnetIds,
      vpcId: network.vpcId,
      securityGroupId: doors.socket,
      targetPort: config.api.port,
      healthPath: config.api.healthPath,
      throttling,
      paused,
      ...named("ws", domain),
    },
    opts,
  );
  return { site, signIn, http, socket };
}

/** A name below the system's own: `api.` and `ws.` before the site's. */
function named(part: string, domain: Domain | undefined): { domain?: Domain } {
  return domain === undefined ? {} : { domain: { ...domain, domainName: `${part}.${domain.domainName}` } };
}
