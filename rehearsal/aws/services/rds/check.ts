/** What the provider refuses of an instance's arguments. */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { atMostOne, between, elements, isGiven, known, matches, needed, oneOf, refuse } from "../../checks.ts";
import { ENGINE_NAMES } from "./engines.ts";

export function checkInstance(inputs: Properties): Failure[] {
  return [
    ...oneOf(inputs, "engine", ENGINE_NAMES),
    ...matches(inputs, "instanceClass", /^db\./, "a class such as db.t4g.micro"),
    ...oneOf(inputs, "storageType", ["standard", "gp2", "gp3", "io1", "io2"]),
    ...oneOf(inputs, "databaseInsightsMode", ["standard", "advanced"]),
    ...oneOf(inputs, "networkType", ["IPV4", "DUAL"]),
    ...between(inputs, "backupRetentionPeriod", 0, 35),
    ...matches(inputs, "backupWindow", /^\d\d:\d\d-\d\d:\d\d$/, "hh:mm-hh:mm"),
    ...matches(inputs, "maintenanceWindow", /^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/i, "ddd:hh:mm-ddd:hh:mm"),
    ...matches(
      inputs,
      "finalSnapshotIdentifier",
      /^[A-Za-z](?:[A-Za-z0-9]|-(?!-|$))*$/,
      "letters, digits and single hyphens, a letter first, no hyphen last",
    ),
    ...monitoring(inputs),
    ...atMostOne(inputs, ["password", "passwordWo"]),
    ...(known(inputs, "manageMasterUserPassword") === true
      ? atMostOne(inputs, ["manageMasterUserPassword", "password", "passwordWo"])
      : []),
    ...(isCopy(inputs) ? [] : whole(inputs)),
  ];
}

/** A replica, or one made from what another left: it has its engine, user and storage from there. */
const isCopy = (inputs: Properties) =>
  ["replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime", "s3Import"].some((name) => isGiven(inputs, name));

function whole(inputs: Properties): Failure[] {
  const passwords = ["password", "passwordWo"].filter((name) => isGiven(inputs, name));
  const isManaged = isGiven(inputs, "manageMasterUserPassword") && known(inputs, "manageMasterUserPassword") !== false;
  return [
    ...needed(inputs, "engine", "for a new database"),
    ...needed(inputs, "allocatedStorage", "for a new database"),
    ...needed(inputs, "username", "for a new database"),
    ...(passwords.length > 0 || isManaged
      ? []
      : refuse("password", "one of password, passwordWo and manageMasterUserPassword is required for a new database")),
  ];
}

const INTERVALS = [0, 1, 5, 10, 15, 30, 60];

function monitoring(inputs: Properties): Failure[] {
  const [interval, days] = [known(inputs, "monitoringInterval"), known(inputs, "performanceInsightsRetentionPeriod")];
  return [
    ...(typeof interval === "number" && !INTERVALS.includes(interval)
      ? refuse(
          "monitoringInterval",
          `expected monitoringInterval to be one of [${INTERVALS.join(" ")}], got ${interval}`,
        )
      : []),
    ...(typeof days === "number" && days !== 7 && days !== 731 && (days % 31 !== 0 || days < 31 || days > 713)
      ? refuse("performanceInsightsRetentionPeriod", `expected 7, 731 or a multiple of 31 up to 713, got ${days}`)
      : []),
    ...elements(inputs, "enabledCloudwatchLogsExports").flatMap((path) => matches(inputs, path, /./, "a log type")),
  ];
}
