/** Every resource that the stand-in knows: a file and its line here. */
import type { Handler } from "../handler.ts";
import { autoScalingConfiguration } from "./auto-scaling-configuration.ts";
import { backendSet } from "./backend-set.ts";
import { backend } from "./backend.ts";
import { bucket } from "./bucket.ts";
import { budgetRule } from "./budget-rule.ts";
import { budget } from "./budget.ts";
import { compartment } from "./compartment.ts";
import { containerRepository } from "./container-repository.ts";
import { defaultSecurityList } from "./default-security-list.ts";
import { dhcpOptions } from "./dhcp-options.ts";
import { domainsGroup } from "./domains-group.ts";
import { domainsIdentityPropagationTrust } from "./domains-identity-propagation-trust.ts";
import { domainsUser } from "./domains-user.ts";
import { dynamicGroup } from "./dynamic-group.ts";
import { instance } from "./instance.ts";
import { instanceConfiguration } from "./instance-configuration.ts";
import { instancePool } from "./instance-pool.ts";
import { internetGateway } from "./internet-gateway.ts";
import { key } from "./key.ts";
import { listener } from "./listener.ts";
import { loadBalancer } from "./load-balancer.ts";
import { logGroup } from "./log-group.ts";
import { log } from "./log.ts";
import { natGateway } from "./nat-gateway.ts";
import { networkSecurityGroupSecurityRule } from "./network-security-group-rule.ts";
import { networkSecurityGroup } from "./network-security-group.ts";
import { policy } from "./policy.ts";
import { routeTable } from "./route-table.ts";
import { secret } from "./secret.ts";
import { securityList } from "./security-list.ts";
import { serviceGateway } from "./service-gateway.ts";
import { subnet } from "./subnet.ts";
import { unifiedAgentConfiguration } from "./unified-agent-configuration.ts";
import { vault } from "./vault.ts";
import { vcn } from "./vcn.ts";

const ALL: readonly Handler[] = [
  autoScalingConfiguration,
  backendSet,
  backend,
  bucket,
  budgetRule,
  budget,
  compartment,
  containerRepository,
  defaultSecurityList,
  dhcpOptions,
  domainsGroup,
  domainsIdentityPropagationTrust,
  domainsUser,
  dynamicGroup,
  instance,
  instanceConfiguration,
  instancePool,
  internetGateway,
  key,
  listener,
  loadBalancer,
  logGroup,
  log,
  natGateway,
  networkSecurityGroupSecurityRule,
  networkSecurityGroup,
  policy,
  routeTable,
  secret,
  securityList,
  serviceGateway,
  subnet,
  unifiedAgentConfiguration,
  vault,
  vcn,
];

export const RESOURCES: ReadonlyMap<string, Handler> = new Map(ALL.map((handler) => [handler.token, handler]));
