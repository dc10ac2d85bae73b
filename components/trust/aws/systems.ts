/** The three systems on AWS, by the names that their stacks give. `tests/components/trust` holds them to the stacks. */
import type { EcsService, MadeBucket, MadeRole, System } from "./system.ts";

/** What each system's own configuration says, and where it is. */
export interface Place {
  readonly environment: string;
  /** The account's twelve digits. */
  readonly account: string;
  readonly region: string;
}

type Domains = System["domains"];

export interface CircleOfTrustNames extends Place {
  /** The stack's `prefix`. */
  readonly prefix: string;
  /** The stack's `siteBucket`. */
  readonly siteBucket: string;
  /** The site's own name and zone, where it has one. `api.` and `ws.` stand before it too. Default: AWS's own names. */
  readonly domain?: Domains[number];
}

export function circleOfTrust(names: CircleOfTrustNames): System {
  const { prefix, siteBucket, domain, ...place } = names;
  const redeploys = `${prefix}-redeploy`.slice(0, 40);
  const services = ["api", "worker"].map((part): EcsService => {
    const name = `${prefix}-${part}`;
    return { clusterName: name, serviceName: `${part}-service`, family: name, repositoryName: name };
  });
  return {
    ...place,
    project: "circle-of-trust",
    services,
    roles: [
      ...taskRoles(services),
      flowLogs(prefix),
      { roleName: `${redeploys}-lambda`, service: "lambda.amazonaws.com" },
      { roleName: `${prefix}-backup`, service: "backup.amazonaws.com", managedPolicyArns: BACKUP_POLICIES },
    ],
    logGroups: [
      ...services.map(({ family }) => `/ecs/${family}`),
      `/aws/vpc/${prefix}`,
      `/aws/vendedlogs/apigateway/${prefix}-http`,
      `/aws/lambda/${redeploys}`,
    ],
    alarms: ["api", "worker", "jobs", "redeploy"].map((part) => `${prefix}-${part}-*`),
    topic: `${prefix}-alarms`,
    budget: prefix,
    buckets: [
      { bucketName: siteBucket, holds: "site" },
      { bucketName: `${prefix}-access-logs-${place.account}`, holds: "logs" },
      { bucketName: `${prefix}-trail-${place.account}`, holds: "logs" },
    ],
    domains: domain === undefined ? [] : ["", "api.", "ws."].map((part) => below(part, domain)),
    queues: [`${prefix}-jobs`, `${prefix}-jobs-dlq`],
    tables: [`${prefix}-conversations`, `${prefix}-jobs`],
    dashboard: prefix,
    trail: prefix,
    backups: prefix,
    redeploys,
    webAcl: `${prefix}-cloudfront`,
    siteLogs: `${prefix}-site`,
    serverless: true,
  };
}

export interface WebNames extends Place {
  /** The name that it answers under with HTTPS, and its zone. Default: the load balancer's own name. */
  readonly domain?: Domains[number];
}

export function orderTracking(names: WebNames): System {
  const { domain, ...place } = names;
  const name = `order-tracking-${place.environment}`;
  const service = { clusterName: name, serviceName: name, family: name, repositoryName: name };
  const web = webSystem("order-tracking", place, service, domain);
  return {
    ...web,
    roles: [...web.roles, { roleName: `${name}-rds-mon`, service: "monitoring.rds.amazonaws.com" }],
    logGroups: [...web.logGroups, ...["postgresql", "upgrade"].map((log) => `/aws/rds/instance/${name}/${log}`)],
    database: name,
    kafka: name,
  };
}

export interface SandboxBrokerNames extends WebNames {
  /** The stack's names for cluster, service and repository; the family is the service's. */
  readonly clusterName: string;
  readonly serviceName: string;
  readonly repositoryName: string;
}

export function sandboxBroker(names: SandboxBrokerNames): System {
  const { domain, clusterName, serviceName, repositoryName, ...place } = names;
  const service = { clusterName, serviceName, family: serviceName, repositoryName };
  return webSystem("sandbox-broker", place, service, domain);
}

/** What a web service is made of: see `WebService` in @tidegate/aws. */
function webSystem(project: string, place: Place, service: EcsService, domain: Domains[number] | undefined): System {
  const prefix = `${project}-${place.environment}`;
  const logs: MadeBucket = { bucketName: `${prefix}-access-logs-${place.account}`, holds: "logs" };
  return {
    ...place,
    project,
    services: [service],
    roles: [...taskRoles([service]), flowLogs(prefix)],
    logGroups: [`/ecs/${service.family}`, `/aws/vpc/${prefix}`],
    alarms: [`${prefix}-*`],
    topic: `${prefix}-alarms`,
    budget: prefix,
    buckets: [logs],
    domains: domain === undefined ? [] : [domain],
  };
}

function taskRoles(services: readonly EcsService[]): MadeRole[] {
  return services.flatMap(({ family }) =>
    ["task", "execution"].map((role) => ({ roleName: `${family}-${role}`, service: "ecs-tasks.amazonaws.com" })),
  );
}

function flowLogs(prefix: string): MadeRole {
  return { roleName: `${prefix}-flow-logs`, service: "vpc-flow-logs.amazonaws.com" };
}

function below(part: string, { zoneId, domainName }: Domains[number]): Domains[number] {
  return { zoneId, domainName: `${part}${domainName}` };
}

const BACKUP_POLICIES = ["ForBackup", "ForRestores"].map(
  (purpose) => `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${purpose}`,
);
