import * as pulumi from "@pulumi/pulumi";
import { DynamicGroup } from "@pulumi/oci/identity/dynamicGroup.js";
import { Policy } from "@pulumi/oci/identity/policy.js";

export interface InstanceIdentityArgs {
  /** OCID of the tenancy: dynamic groups live at its root. */
  tenancyId: pulumi.Input<string>;
  /** OCID of the compartment whose instances these are, and that holds the policy, the secrets and the log group. */
  compartmentId: pulumi.Input<string>;
  /** OCIDs of the secrets that the instances may read. At least one. */
  secretIds: readonly pulumi.Input<string>[];
  /** OCID of the log group that they may write to. */
  logGroupId: pulumi.Input<string>;
}

/**
 * Who the instances are, and the two things they may do: read the named secrets, and push entries to one log group.
 *
 * Members are the compartment's instances. Rules can match an instance's own OCID, its compartment, or a defined tag.
 * A pool's instances have no OCID before they start, and a defined tag needs a namespace that an administrator makes
 * first (and protects, or whoever may tag an instance may join): so the compartment is the narrowest boundary that works
 * everywhere. Give each system and environment a compartment of its own, and the boundary is exact.
 *
 * Images are not in the policy: Docker logs in to OCIR with a user's auth token, one of the secrets, not as an instance.
 *
 * The name of the group is unique in the tenancy: it is `${name}-instances`, so `name` carries the environment.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/dynamicgroups/Writing_Matching_Rules_to_Define_Dynamic_Groups.htm
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/policyreference/keypolicyreference.htm
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/policyreference/loggingpolicyreference.htm
 */
export class InstanceIdentity extends pulumi.ComponentResource {
  readonly dynamicGroupId: pulumi.Output<string>;
  readonly policyId: pulumi.Output<string>;

  constructor(name: string, args: InstanceIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-oci:index:InstanceIdentity", name, {}, opts);

    const group = new DynamicGroup(
      `${name}-instances`,
      {
        compartmentId: args.tenancyId,
        name: `${name}-instances`,
        description: `Instances of ${name}`,
        matchingRule: pulumi.interpolate`ALL {instance.compartment.id = '${args.compartmentId}'}`,
      },
      { parent: this },
    );
    const policy = new Policy(
      `${name}-policy`,
      {
        compartmentId: args.compartmentId,
        name: `${name}-instances`,
        description: `What instances of ${name} may do: read their secrets, write their logs`,
        statements: [
          pulumi.interpolate`Allow dynamic-group ${group.name} to read secret-bundles in compartment id ${args.compartmentId} where any {${anyOf("target.secret.id", args.secretIds)}}`,
          pulumi.interpolate`Allow dynamic-group ${group.name} to use log-content in compartment id ${args.compartmentId} where all {target.loggroup.id = '${args.logGroupId}', request.permission = 'LOG_CONTENT_PUSH'}`,
        ],
      },
      { parent: this },
    );

    this.dynamicGroupId = group.id;
    this.policyId = policy.id;
    this.registerOutputs({ dynamicGroupId: this.dynamicGroupId, policyId: this.policyId });
  }
}

/** `v = 'a', v = 'b'`: the inside of a condition's braces. */
function anyOf(variable: string, values: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  const conditions = values.map((value) => pulumi.interpolate`${variable} = '${value}'`);
  return pulumi.all(conditions).apply((known) => known.join(", "));
}
