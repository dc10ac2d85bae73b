/** Names that AWS makes by rule: ARNs and their parts, and service principals. */
import { AwsError } from "../../errors.ts";
import { parseArn } from "../../arn.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";

export const getArn: FunctionKind = {
  token: "aws:index/getArn:getArn",
  answer(args) {
    const arn = textAt(args, "arn") ?? "";
    const parts = parseArn(arn);
    if (parts === undefined) throw new AwsError("InvalidParameterValue", `parsing '${arn}': arn: invalid prefix`);
    return { ...parts, arn, id: arn, partition: "aws" };
  },
};

export const getServicePrincipal: FunctionKind = {
  token: "aws:index/getServicePrincipal:getServicePrincipal",
  answer(args, { region }) {
    const serviceName = textAt(args, "serviceName") ?? "";
    const name = `${serviceName}.amazonaws.com`;
    return { id: `${serviceName}.${region}.amazonaws.com`, name, region, serviceName, suffix: "amazonaws.com" };
  },
};
