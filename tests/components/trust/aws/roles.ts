/** The policies of a system's two roles as texts, and whether IAM lets them do something. */
import { policyOf } from "@tidegate/aws";
import type { Statement } from "@tidegate/aws";
import { trustBoundaryText } from "../../../../components/trust/aws/boundary.ts";
import { packed } from "../../../../components/trust/aws/packing.ts";
import { deployStatements, previewStatements } from "../../../../components/trust/aws/purposes.ts";
import type { Purpose } from "../../../../components/trust/aws/purposes.ts";
import { isAllowed } from "../../../support/iam.ts";
import { known } from "../../aws/built.ts";
import type { Call, Case } from "./calls.ts";
import { ACCOUNT, boundaryOf } from "./calls.ts";

export const BOUNDARY = trustBoundaryText(ACCOUNT);

/** Each policy of the role, as AWS gets it. */
export function policiesOf({ system, state }: Case, purpose: Purpose): Promise<string[]> {
  const statements =
    purpose === "preview" ? previewStatements(system, state) : deployStatements(system, state, boundaryOf(system));
  return textsOf(statements);
}

export function textsOf(statements: readonly Statement[]): Promise<string[]> {
  return Promise.all(packed(statements).map((one) => known(policyOf(one))));
}

/** Whether a role with these policies, under the trust boundary, gets the call through. */
export function passes(policies: readonly string[], { action, resource, context }: Call): Promise<boolean> {
  return isAllowed({
    action,
    resource,
    policies,
    boundary: BOUNDARY,
    ...(context !== undefined && { context }),
    ...(resource.startsWith("arn:aws:kms:") && { resourcePolicy: KEY_POLICY }),
  });
}

/** A key asks its own policy first. This one leaves the answer to IAM, as the stacks' keys do. */
const KEY_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" }],
});
