/** Who asks, and in which of AWS's partitions. */
import type { FunctionKind } from "../../kind.ts";

/** The person or the deployment that runs the engine: a role that was assumed, as with every keyless login. */
const SESSION = "assumed-role/rehearsal/engineer";

export const getCallerIdentity: FunctionKind = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  answer: (_, { account }) => ({
    accountId: account,
    arn: `arn:aws:sts::${account}:${SESSION}`,
    id: account,
    userId: "AROA4EXAMPLE4EXAMPLE4:engineer",
  }),
};

export const getPartition: FunctionKind = {
  token: "aws:index/getPartition:getPartition",
  answer: () => ({ dnsSuffix: "amazonaws.com", id: "aws", partition: "aws", reverseDnsPrefix: "com.amazonaws" }),
};
