/** RDS's functions. */
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";
import { actualVersion, engineOf, familyOf, majorOf } from "./engines.ts";
import { needInstance } from "./instance.ts";

const getInstance: FunctionKind = {
  token: "aws:rds/getInstance:getInstance",
  answer(args, cloud) {
    const { outputs, id } = needInstance(textAt(args, "dbInstanceIdentifier"), cloud);
    return {
      tags: {},
      ...outputs,
      id,
      dbInstanceArn: outputs["arn"] ?? "",
      dbInstanceClass: outputs["instanceClass"] ?? "",
      dbInstanceIdentifier: outputs["identifier"] ?? "",
      dbInstancePort: outputs["port"] ?? 0,
      dbSubnetGroup: outputs["dbSubnetGroupName"] ?? "",
      masterUsername: outputs["username"] ?? "",
      region: cloud.region,
    };
  },
};

const getEngineVersion: FunctionKind = {
  token: "aws:rds/getEngineVersion:getEngineVersion",
  answer(args, cloud) {
    const name = textAt(args, "engine") ?? "";
    const engine = engineOf(name);
    const version = engine === undefined ? undefined : actualVersion(engine, textAt(args, "version"));
    if (engine === undefined || version === undefined) {
      throw new AwsError("InvalidParameterValue", "no matching RDS engine version found");
    }
    const parameterGroupFamily = familyOf(name, majorOf(engine, version) ?? "");
    const own = { exportableLogTypes: [...engine.logs], parameterGroupFamily, versionActual: version };
    return { ...args, ...own, id: version, version, status: "available", region: cloud.region };
  },
};

export const functions: readonly FunctionKind[] = [getInstance, getEngineVersion];
