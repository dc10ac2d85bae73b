import * as pulumi from "@pulumi/pulumi";
import { SecurityGroup as Group } from "@pulumi/aws/ec2/securityGroup.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { RULE_TEXT, RULE_TEXT_ACCEPTED } from "./allow.ts";

export interface SecurityGroupArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** The group's name, unique in the VPC: `order-tracking-dev-service`. It doesn't begin with `sg-`. */
  readonly groupName: string;
  /** Who wears it. AWS can't change it later: a new text is ignored. */
  readonly description: string;
}

/**
 * A security group without a rule: nothing comes in, and nothing goes out. `allow` opens it, one passage at a time.
 *
 * AWS gives each new group a rule that lets everything out; the provider takes it away. The inline properties `ingress`
 * and `egress` stay unset, even as empty lists: with them the group would throw out every rule that `allow` makes.
 *
 * @throws InvalidArguments with every fault of the name and the description, before anything is registered.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-groups.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/
 */
export class SecurityGroup extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: SecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, securityGroupFaults(args, ownName));
    super("tidegate-aws:index:SecurityGroup", name, {}, opts);
    const { vpcId, groupName, description } = args;
    this.id = new Group(
      name,
      { vpcId, name: groupName, description, tags: { Name: groupName } },
      // A replacement would need the same name while the old group is still in use.
      { parent: this, ignoreChanges: ["description"] },
    ).id;
    this.registerOutputs({ id: this.id });
  }
}

/** What is wrong with the name and the description. */
export function securityGroupFaults(
  { groupName, description }: Pick<SecurityGroupArgs, "groupName" | "description">,
  label: Label,
): Fault[] {
  const accepted = "1 to 255 letters, digits, blanks and ._-:/()#,@[]+=&;{}!$*, not sg- first";
  return [
    ...textFaults(label("groupName"), groupName, /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/, accepted),
    ...textFaults(label("description"), description, RULE_TEXT, RULE_TEXT_ACCEPTED),
  ];
}
