import * as pulumi from "@pulumi/pulumi";
import { Secret as SecretContainer } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { PLACEHOLDER, SECRET_RECOVERY_DAYS } from "./defaults.ts";

export interface SecretArgs {
  /** The name in Secrets Manager, as in `order-tracking-dev/mail`. 1 to 512 letters, digits and `/_+=.@-`. */
  readonly secretName: string;
  /** What the value is for, and who puts it in. */
  readonly description: string;
  /**
   * Whether a deleted secret can be brought back for 30 days (its name is taken for so long), and Pulumi refuses to
   * delete it. Otherwise it goes at once.
   */
  readonly protect: boolean;
}

/**
 * A secret's container. The value goes in out of band, and never comes near Pulumi:
 *
 *     aws secretsmanager put-secret-value --secret-id <name> --secret-string file://value.txt
 *
 * ECS starts no task whose secret has no version, so the first version is the text CHANGEME. It is write-only: neither
 * an `up` nor a `refresh` reads a value into the state. It carries a label of its own beside AWSCURRENT: a real value
 * takes AWSCURRENT away, the label stays, and Secrets Manager never clears away a version with a label. Without it, the
 * placeholder could one day be gone, and the next `up` would make it again, on top of the real value.
 *
 * @throws InvalidArguments where the name isn't one, before anything is registered.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export class Secret extends pulumi.ComponentResource {
  /** Known once the secret has a version, so that whoever reads it can. */
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: SecretArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, secretFaults(args, ownName));
    super("tidegate-aws:index:Secret", name, {}, opts);

    const secret = new SecretContainer(
      name,
      {
        name: args.secretName,
        description: args.description,
        recoveryWindowInDays: args.protect ? SECRET_RECOVERY_DAYS : 0,
      },
      { parent: this, protect: args.protect },
    );
    const placeholder = new SecretVersion(
      `${name}-placeholder`,
      {
        secretId: secret.id,
        secretStringWo: PLACEHOLDER,
        secretStringWoVersion: 1,
        versionStages: ["AWSCURRENT", "PLACEHOLDER"],
      },
      // Labels move when a value is put in, and that is no change to undo.
      { parent: this, ignoreChanges: ["versionStages"], protect: args.protect },
    );

    this.arn = pulumi.all([secret.arn, placeholder.versionId]).apply(([arn]) => arn);
    this.name = secret.name;
    this.registerOutputs({ arn: this.arn, name: this.name });
  }
}

/** What is wrong with the name. */
export function secretFaults({ secretName }: Pick<SecretArgs, "secretName">, label: Label): Fault[] {
  return textFaults(
    label("secretName"),
    secretName,
    /^[A-Za-z0-9/_+=.@-]{1,512}$/,
    "1 to 512 letters, digits and the characters / _ + = . @ -",
  );
}
