/**
 * What the provider and DynamoDB refuse of a table's arguments.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { hasUnknown } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { between, elements, isGiven, known, needed, oneOf, refuse, ruledOut } from "../../checks.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";

export function checkTable(inputs: Properties): Failure[] {
  return [
    ...oneOf(inputs, "billingMode", ["PROVISIONED", "PAY_PER_REQUEST"]),
    ...oneOf(inputs, "tableClass", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"]),
    ...oneOf(inputs, "streamViewType", ["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]),
    ...elements(inputs, "attributes").flatMap((path) => oneOf(inputs, `${path}.type`, ["S", "N", "B"])),
    ...between(inputs, "pointInTimeRecovery.recoveryPeriodInDays", 1, 35),
    ...streams(inputs),
    ...timeToLive(inputs),
    ...(isCopied(inputs) ? [] : [...needed(inputs, "hashKey", "for a new table"), ...keys(inputs), ...billing(inputs)]),
    ...indexes(inputs),
  ];
}

/** Made from an export, a backup or another table: what it holds comes from there. */
const isCopied = (inputs: Properties) =>
  ["importTable", "restoreBackupArn", "restoreSourceName", "restoreSourceTableArn"].some((name) =>
    isGiven(inputs, name),
  );

/** Attributes are exactly the keys of the table and of its indexes: DynamoDB has no other columns. */
function keys(inputs: Properties): Failure[] {
  const parts = ["attributes", "hashKey", "rangeKey", "globalSecondaryIndexes", "localSecondaryIndexes"];
  if (parts.some((part) => hasUnknown(inputs[part] ?? null))) return [];
  const declared = objectsAt(inputs, "attributes").flatMap((one) => textAt(one, "name") ?? []);
  const indexed = [
    known(inputs, "hashKey"),
    known(inputs, "rangeKey"),
    ...objectsAt(inputs, "localSecondaryIndexes").map((index) => index["rangeKey"]),
    ...objectsAt(inputs, "globalSecondaryIndexes").flatMap((index) => [
      index["hashKey"],
      index["rangeKey"],
      ...objectsAt(index, "keySchemas").map((schema) => schema["attributeName"]),
    ]),
  ].flatMap((name) => (typeof name === "string" && name !== "" ? [name] : []));
  const unmatched = [...new Set(indexed)].filter((name) => !declared.includes(name));
  const unused = declared.filter((name) => !indexed.includes(name));
  return [
    ...(unmatched.length === 0
      ? []
      : refuse("attributes", `all indexes must match a defined attribute. Unmatched indexes: ${quoted(unmatched)}`)),
    ...(unused.length === 0
      ? []
      : refuse("attributes", `all attributes must be indexed. Unused attributes: ${quoted(unused)}`)),
  ];
}

const quoted = (names: readonly string[]) => `[${names.map((name) => JSON.stringify(name)).join(" ")}]`;

function billing(inputs: Properties): Failure[] {
  const mode = isGiven(inputs, "billingMode") ? known(inputs, "billingMode") : "PROVISIONED";
  const owners = ["", ...elements(inputs, "globalSecondaryIndexes").map((path) => `${path}.`)];
  return owners.flatMap((owner) =>
    ["readCapacity", "writeCapacity"].flatMap((name) => {
      const path = `${owner}${name}`;
      const value = known(inputs, path);
      if (mode === "PAY_PER_REQUEST" && typeof value === "number" && value !== 0) {
        return refuse(path, `${path} can not be set when billing_mode is "PAY_PER_REQUEST"`);
      }
      const isTooSmall = isGiven(inputs, path) ? typeof value === "number" && value < 1 : true;
      if (mode !== "PROVISIONED" || !isTooSmall) return [];
      return refuse(path, `${path} must be at least 1 when billing_mode is "PROVISIONED"`);
    }),
  );
}

function indexes(inputs: Properties): Failure[] {
  const lists = [
    { name: "globalSecondaryIndexes", most: 20 },
    { name: "localSecondaryIndexes", most: 5 },
  ];
  const faults = lists.flatMap(({ name, most }) => {
    const paths = elements(inputs, name);
    const tooMany = paths.length > most ? refuse(name, `no more than ${most} ${name} are allowed`) : [];
    return [...tooMany, ...paths.flatMap((path) => projection(inputs, path))];
  });
  if (elements(inputs, "localSecondaryIndexes").length > 0 && !isGiven(inputs, "rangeKey")) {
    const why = "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex";
    faults.push({ property: "localSecondaryIndexes", reason: `One or more parameter values were invalid: ${why}` });
  }
  return faults;
}

function projection(inputs: Properties, path: string): Failure[] {
  const type = known(inputs, `${path}.projectionType`);
  return [
    ...oneOf(inputs, `${path}.projectionType`, ["ALL", "INCLUDE", "KEYS_ONLY"]),
    ...(type === "INCLUDE" ? needed(inputs, `${path}.nonKeyAttributes`, "when projectionType is INCLUDE") : []),
    ...(type === "ALL" || type === "KEYS_ONLY"
      ? ruledOut(inputs, `${path}.nonKeyAttributes`, `when projectionType is ${type}`)
      : []),
  ];
}

function streams(inputs: Properties): Failure[] {
  return known(inputs, "streamEnabled") === true ? needed(inputs, "streamViewType", "when streamEnabled is true") : [];
}

function timeToLive(inputs: Properties): Failure[] {
  const [isOn, name] = [known(inputs, "ttl.enabled"), known(inputs, "ttl.attributeName")];
  return isOn === true && (name === "" || !isGiven(inputs, "ttl.attributeName"))
    ? refuse("ttl.attributeName", "ttl.attributeName cannot have an empty value when ttl is enabled")
    : [];
}
