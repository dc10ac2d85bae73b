import { previousOf } from "./history.ts";

/**
 * Which instance configuration to roll back to.
 * @throws Error when there is none, when it serves already, or when it is no OCID of one
 */
export function rollbackTarget(outputs: Readonly<Record<string, unknown>>, given: string | undefined): string {
  const target = given ?? previousOf(outputs);
  if (target === undefined) {
    throw new Error(
      "There is nothing to roll back to: no instance configuration has served before this one. " +
        "Name one that is kept: npm run rollback -- <system> <environment> <configuration>",
    );
  }
  if (!/^ocid1\.instanceconfiguration\.[a-z0-9]+\.[a-z0-9-]*\..+$/.test(target)) {
    throw new Error(
      `"${target}" is no OCID of an instance configuration, as in ocid1.instanceconfiguration.oc1. ` +
        "Those that served are listed by: npm run history -- <system> <environment>",
    );
  }
  if (target === outputs["instance_configuration_id"]) {
    throw new Error(`${target} serves already, so there is nothing to do.`);
  }
  return target;
}
