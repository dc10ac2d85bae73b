/**
 * Statements of OCI policies for pipelines: what they say, and what they may never say.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/Concepts/policysyntax.htm
 */
import type { Fault } from "@tidegate/faults";

/** Whom and where a statement is about. */
export interface OciGrant {
  /** The group, with its identity domain: `Default/trivia-pay-prod-deploy`. */
  readonly group: string;
  /** `compartment <name>`, as seen from where the policy is attached, or `compartment id <OCID>`. */
  readonly place: string;
}

/**
 * What deploying trivia-pay takes: a new configuration, the pool moved to it, the registry, its credentials, the log.
 *
 * The subject is a group and not a dynamic group: a session token stands for a user, the service user that the trust maps
 * to, and dynamic groups hold resources. `manage repos` includes `read repos`; both stand here, as operators know them.
 *
 * @param secretNames secrets whose content may be read, by name. Default: every secret of the compartment.
 */
export function ociDeployStatements(grant: OciGrant, secretNames: readonly string[] = []): string[] {
  const only = secretNames.map((name) => `target.secret.name = '${name}'`).join(", ");
  return [
    statement(grant, "manage", "instance-configurations"),
    statement(grant, "manage", "instance-pools"),
    statement(grant, "read", "secret-bundles") + (only === "" ? "" : ` where any {${only}}`),
    statement(grant, "use", "log-groups"),
    statement(grant, "use", "log-content"),
    statement(grant, "read", "repos"),
    statement(grant, "manage", "repos"),
  ];
}

/**
 * What a preview takes: reading what the system is made of. Never a secret's content: `secrets` are the containers alone, and
 * no family stands here that holds `secret-bundles`.
 */
export function ociPreviewStatements(grant: OciGrant): string[] {
  return PREVIEWED.map((resource) => statement(grant, "read", resource));
}

const PREVIEWED = [
  "auto-scaling-configurations",
  "compute-management-family",
  "instance-family",
  "keys",
  "load-balancers",
  "log-groups",
  "repos",
  "secrets",
  "unified-configuration",
  "vaults",
  "virtual-network-family",
];

/**
 * Reading and writing the state in a bucket, all of it: give each system and environment a bucket of its own. A condition on
 * object names would need a pattern with slashes in it, and Oracle's pages show none.
 */
export function ociStateStatements(grant: OciGrant, bucket: string): string[] {
  const only = `where target.bucket.name = '${bucket}'`;
  return [`${statement(grant, "read", "buckets")} ${only}`, `${statement(grant, "manage", "objects")} ${only}`];
}

function statement({ group, place }: OciGrant, verb: string, resource: string): string {
  return `Allow group ${group} to ${verb} ${resource} in ${place}`;
}

const STATEMENT =
  /^Allow group (\S+) to (inspect|read|use|manage) ([a-z-]+) in (compartment (?:id )?\S+)(?: where \S.*)?$/i;

/** Types whose change would let a pipeline widen its own rights, or anybody's. */
const WIDENING = new Set([
  "all-resources",
  "authentication-policies",
  "compartments",
  "credentials",
  "domains",
  "dynamic-groups",
  "groups",
  "identity-providers",
  "network-sources",
  "policies",
  "tag-defaults",
  "tag-namespaces",
  "tenancies",
  "users",
  "workload-identity",
]);

/** What is wrong with one statement of a grant. */
export function ociStatementFaults(path: string, given: string, grant: OciGrant): Fault[] {
  const fault = (accepted: string): Fault => ({ path, given, accepted });
  const found = STATEMENT.exec(given);
  if (found === null) {
    return [
      fault("Allow group <group> to <inspect, read, use or manage> <type> in compartment <name> [where <condition>]"),
    ];
  }
  const [, group = "", verb = "", type = "", place = ""] = found;
  const resource = type.toLowerCase();
  return [
    ...(group === grant.group ? [] : [fault(`the group ${grant.group} and no other`)]),
    ...(place === grant.place ? [] : [fault(`in ${grant.place} and nowhere else`)]),
    ...(resource === "all-resources"
      ? [fault("the types that are needed, by name: all-resources holds the secrets' content")]
      : []),
    ...(resource !== "all-resources" && WIDENING.has(resource) && /use|manage/i.test(verb)
      ? [fault(`no more than read of ${resource}: whoever changes them widens rights`)]
      : []),
  ];
}
