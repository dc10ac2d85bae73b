/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { bad, DEPLOYMENT, needApi, partsOf, ROUTE, STAGE } from "./types.ts";

export const deployment: Kind = {
  type: DEPLOYMENT,
  replaces: ["apiId", "triggers"],
  create({ inputs }, cloud) {
    const api = needApi(inputs, cloud);
    if (partsOf(api.id, ROUTE, cloud).length === 0) {
      throw bad("Unable to deploy API because no routes exist in this API");
    }
    return { id: cloud.token(6), outputs: { autoDeployed: false } };
  },
  remove({ id, inputs }, cloud) {
    const stages = partsOf(textAt(inputs, "apiId") ?? "", STAGE, cloud);
    if (!stages.some(({ outputs }) => outputs["deploymentId"] === id)) return;
    throw bad("Active stages pointing to this deployment must be moved or deleted");
  },
};
