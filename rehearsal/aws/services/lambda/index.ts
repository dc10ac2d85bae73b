/** Lambda. */
import type { AwsService, FunctionKind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { lambdaFunction, needFunction } from "./function.ts";
import { permission } from "./permission.ts";

const getFunction: FunctionKind = {
  token: "aws:lambda/getFunction:getFunction",
  answer(args, cloud) {
    const { id, outputs } = needFunction(textAt(args, "functionName"), cloud);
    return { description: "", layers: [], tags: {}, ...outputs, ...args, id, functionName: id, region: cloud.region };
  },
};

export const lambda: AwsService = { name: "lambda", kinds: [lambdaFunction, permission], functions: [getFunction] };
