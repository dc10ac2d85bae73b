/** @see https://www.pulumi.com/registry/packages/aws/api-docs/rds/parametergroup/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { elements, oneOf } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { engineOf } from "./engines.ts";
import { INSTANCE, PARAMETER_GROUP } from "./types.ts";

/** PostgreSQL's parameters that take a restart, as far as they are often set: they can't be applied at once. */
const STATIC = [
  "autovacuum_max_workers",
  "max_connections",
  "max_prepared_transactions",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "wal_buffers",
];

export const parameterGroup: Kind = {
  type: PARAMETER_GROUP,
  name: {
    property: "name",
    max: 255,
    pattern: /^[a-z](?:[a-z0-9.]|-(?!-|$)){0,254}$/,
    accepted: "lower-case letters, digits, periods and single hyphens, a letter first, no hyphen last",
  },
  replaces: ["namePrefix", "family", "description"],
  sets: ["parameters"],
  check: (inputs) =>
    elements(inputs, "parameters").flatMap((path) =>
      oneOf(inputs, `${path}.applyMethod`, ["immediate", "pending-reboot"]),
    ),
  create({ inputs }, cloud) {
    const [name, family] = [textAt(inputs, "name") ?? "", textAt(inputs, "family") ?? ""];
    if (cloud.get(PARAMETER_GROUP, name) !== undefined) {
      throw new AwsError("DBParameterGroupAlreadyExists", `Parameter group ${name} already exists`);
    }
    const [, engine = "", major = ""] = /^(postgres|mysql|mariadb)(.+)$/.exec(family) ?? [];
    if (engineOf(engine)?.newest.has(major) === false) {
      const message = `ParameterGroupFamily ${family} is not a valid parameter group family`;
      throw new AwsError("InvalidParameterValue", message);
    }
    accept(inputs);
    const { region, account } = cloud;
    const arn = makeArn({ service: "rds", region, account, resource: `pg:${name}` });
    const description = textAt(inputs, "description") ?? "Managed by Pulumi";
    return { id: name, outputs: { arn, description, skipDestroy: inputs["skipDestroy"] ?? false } };
  },
  update({ inputs }) {
    accept(inputs);
    return {};
  },
  remove({ id }, cloud) {
    if (!cloud.list(INSTANCE).some(({ inputs }) => inputs["parameterGroupName"] === id)) return;
    const who = `One or more database instances are still members of this parameter group ${id}`;
    throw new AwsError("InvalidDBParameterGroupState", `${who}, so the group cannot be deleted`);
  },
};

/** Without an apply method the provider asks for `immediate`. */
function accept(inputs: Properties): void {
  for (const parameter of objectsAt(inputs, "parameters")) {
    const name = textAt(parameter, "name") ?? "";
    const atOnce = (textAt(parameter, "applyMethod") ?? "immediate") === "immediate";
    if (!/^[a-z][a-z0-9_.]*$/i.test(name)) {
      throw new AwsError("InvalidParameterValue", `Could not find parameter with name: ${name}`);
    }
    if (atOnce && STATIC.includes(name) && (textAt(inputs, "family") ?? "").startsWith("postgres")) {
      throw new AwsError("InvalidParameterCombination", "cannot use immediate apply method for static parameter");
    }
  }
}
