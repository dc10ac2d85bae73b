/**
 * Resource types that policies may name, and the families that hold several.
 * @see https://docs.oracle.com/iaas/Content/Identity/Reference/policyreference.htm
 */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  "secret-family": ["secrets", "secret-versions", "secret-bundles"],
  "logging-family": ["log-groups", "log-content", "unified-configuration", "log-saved-search"],
  "object-family": ["objectstorage-namespaces", "buckets", "objects"],
  "virtual-network-family": [
    "vcns", "subnets", "route-tables", "network-security-groups", "security-lists", "dhcp-options", "private-ips",
    "public-ips", "ipv6s", "internet-gateways", "nat-gateways", "service-gateways", "local-peering-gateways", "drgs",
    "drg-attachments", "drg-object", "cpes", "ipsec-connections", "cross-connects", "cross-connect-groups",
    "virtual-circuits", "vnics", "vnic-attachments", "vlans", "byoiprange", "publicippool", "capture-filters",
  ],
  "instance-family": [
    "app-catalog-listing", "console-histories", "instance-console-connection", "instance-images", "instances",
    "volume-attachments", "instance-agent-commands", "instance-agent-command-execution-family",
  ],
  "compute-management-family": ["instance-configurations", "instance-pools", "cluster-networks"],
  "volume-family": ["volumes", "volume-attachments", "volume-backups", "boot-volume-backups", "backup-policies",
    "backup-policy-assignments", "volume-groups", "volume-group-backups"],
  "file-family": ["file-systems", "mount-targets", "export-sets", "replications", "replication-targets"],
  "cluster-family": ["clusters", "cluster-node-pools", "cluster-pod-shapes", "cluster-virtualnode-pools",
    "cluster-work-requests", "cluster-workload-mappings", "cluster-nodes"],
  "database-family": ["db-systems", "db-nodes", "db-homes", "databases", "pluggable-databases", "db-backups"],
  "autonomous-database-family": ["autonomous-databases", "autonomous-backups", "autonomous-container-databases",
    "cloud-autonomous-vmclusters"],
  "functions-family": ["fn-app", "fn-function", "fn-invocation"],
  "api-gateway-family": ["api-gateways", "api-deployments", "api-definitions", "api-certificates", "api-workrequests"],
  "devops-family": ["devops-project", "devops-deployment", "devops-deploy-artifact", "devops-deploy-environment",
    "devops-deploy-pipeline", "devops-deploy-stage", "devops-build-pipeline", "devops-build-run", "devops-repository",
    "devops-connection", "devops-trigger"],
  "stream-family": ["streams", "stream-push", "stream-pull", "stream-pools", "connect-harnesses"],
  "dns": ["dns-zones", "dns-records", "dns-traffic", "dns-steering-policies", "dns-resolvers", "dns-views"],
  "leaf-certificate-family": ["leaf-certificates", "leaf-certificate-versions", "leaf-certificate-bundles"],
  "certificate-authority-family": ["certificate-authorities", "certificate-authority-versions",
    "certificate-authority-bundles"],
  "management-agents-family": ["management-agents", "management-agent-install-keys"],
  "queues-family": ["queues", "queue-push", "queue-pull"],
};

const SINGLES = [
  "announcements", "audit-events", "authentication-policies", "auto-scaling-configurations", "alarms", "backends",
  "bastion", "bastion-session", "budgets", "certificates", "cloudevents-rules", "compartments", "compute-capacity-reports",
  "compute-capacity-reservations", "credentials", "dedicated-vm-hosts", "domains", "dynamic-groups", "email-family",
  "groups", "health-check-family", "identity-providers", "key-delegate", "key-delegates", "keys", "limits", "load-balancers",
  "metrics", "network-load-balancers", "network-sources", "ons-family", "ons-subscriptions", "ons-topics", "optimizer-api-family",
  "orm-family", "orm-jobs", "orm-stacks", "osmh-family", "policies", "quotas", "redis-family", "repos", "resource-availability",
  "serviceconnectors", "service-connectors", "tag-defaults", "tag-namespaces", "tenancies", "usage-budgets", "usage-report",
  "users", "vaults", "hsm-cluster", "volume-backups", "vss-family", "waas-family", "waf-family", "workrequest", "work-requests",
  "workload-identity", "security-zones", "cloud-guard-family", "data-safe-family", "dataflow-family", "data-science-family",
  "generic-artifacts", "artifact-repositories", "mysql-family", "postgres-db-systems", "nosql-family", "container-family",
  "container-instances", "compute-container-family", "computing-agents", "objectstorage-namespaces",
];

const KNOWN = new Set([...Object.keys(FAMILIES), ...Object.values(FAMILIES).flat(), ...SINGLES, "all-resources"]);

export function isResourceType(name: string): boolean {
  return KNOWN.has(name);
}

/** Whether a statement about `named` is one about `wanted`: the same type, or a family that holds it. */
export function covers(named: string, wanted: string): boolean {
  return named === wanted || named === "all-resources" || (FAMILIES[named] ?? []).includes(wanted);
}
