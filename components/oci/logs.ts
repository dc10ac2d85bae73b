import * as pulumi from "@pulumi/pulumi";
import { Log } from "@pulumi/oci/logging/log.js";
import { LogGroup } from "@pulumi/oci/logging/logGroup.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { LOG_RETENTION_DAYS } from "./defaults.ts";

export interface LogsArgs {
  /** OCID of the compartment that holds the log group. */
  compartmentId: pulumi.Input<string>;
  /** OCID of the load balancer whose access log is kept. */
  loadBalancerId: pulumi.Input<string>;
  /** Days that entries are kept: 30, 60, 90, 120, 150 or 180. Default: 30. */
  logRetentionDays?: number;
}

/**
 * A log group with the load balancer's access log and a custom log for what the application writes.
 *
 * A group's logs have unique names, and a load balancer has one access log: so a log that must be replaced is deleted
 * before its successor is made, and the entries of the time between are not kept.
 *
 * @throws InvalidArguments where the days aren't one of the six, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Logging/Reference/details_for_load_balancer_logs.htm
 */
export class Logs extends pulumi.ComponentResource {
  readonly logGroupId: pulumi.Output<string>;
  /** OCID of the custom log. */
  readonly appLogId: pulumi.Output<string>;
  readonly accessLogId: pulumi.Output<string>;

  constructor(name: string, args: LogsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, logsFaults(args, ownName));
    super("tidegate-oci:index:Logs", name, {}, opts);

    const { compartmentId } = args;
    const group = new LogGroup(
      `${name}-group`,
      { compartmentId, displayName: name, description: `Logs of ${name}` },
      { parent: this },
    );
    const kept = {
      logGroupId: group.id,
      isEnabled: true,
      retentionDuration: args.logRetentionDays ?? LOG_RETENTION_DAYS,
    };
    const options = { parent: this, deleteBeforeReplace: true };
    const access = new Log(
      `${name}-access`,
      {
        ...kept,
        displayName: `${name}-access`,
        logType: "SERVICE",
        configuration: {
          compartmentId,
          source: {
            sourceType: "OCISERVICE",
            service: "loadbalancer",
            category: "access",
            resource: args.loadBalancerId,
          },
        },
      },
      options,
    );
    const app = new Log(`${name}-app`, { ...kept, displayName: `${name}-app`, logType: "CUSTOM" }, options);

    this.logGroupId = group.id;
    this.appLogId = app.id;
    this.accessLogId = access.id;
    this.registerOutputs({ logGroupId: this.logGroupId, appLogId: this.appLogId, accessLogId: this.accessLogId });
  }
}

/** What is wrong with the days that entries are kept. */
export function logsFaults(args: Pick<LogsArgs, "logRetentionDays">, label: Label): Fault[] {
  const given = args.logRetentionDays ?? LOG_RETENTION_DAYS;
  return RETENTIONS.includes(given)
    ? []
    : [{ path: label("logRetentionDays"), given, accepted: `one of ${RETENTIONS.join(", ")} days` }];
}

const RETENTIONS = [30, 60, 90, 120, 150, 180];
