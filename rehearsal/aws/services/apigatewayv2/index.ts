/** API Gateway: HTTP and WebSocket APIs, and the links of the first kind that WebSocket APIs need. */
import { AwsError } from "../../errors.ts";
import type { AwsService } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { api } from "./api.ts";
import { authorizer } from "./authorizer.ts";
import { deployment } from "./deployment.ts";
import { apiMapping, domainName } from "./domainName.ts";
import { integration } from "./integration.ts";
import { route } from "./route.ts";
import { stage } from "./stage.ts";
import { API, VPC_LINK } from "./types.ts";
import { vpcLink, vpcLinkV1 } from "./vpcLink.ts";

export const apigatewayv2: AwsService = {
  name: "apigatewayv2",
  kinds: [api, stage, route, integration, vpcLink, vpcLinkV1, deployment, domainName, apiMapping, authorizer],
  functions: [
    {
      token: "aws:apigatewayv2/getApi:getApi",
      answer(args, cloud) {
        const id = textAt(args, "apiId") ?? "";
        const found = cloud.get(API, id);
        if (found === undefined)
          throw new AwsError("NotFound", `reading API Gateway v2 API (${id}): couldn't find resource`);
        return { ...found.outputs, id, apiId: id, region: cloud.region, tags: found.outputs["tagsAll"] ?? {} };
      },
    },
    {
      token: "aws:apigatewayv2/getVpcLink:getVpcLink",
      answer(args, cloud) {
        const id = textAt(args, "vpcLinkId") ?? "";
        const found = cloud.get(VPC_LINK, id);
        if (found === undefined) throw new AwsError("NotFoundException", `Invalid VpcLink identifier specified ${id}`);
        return { ...found.outputs, id, vpcLinkId: id, region: cloud.region, tags: found.outputs["tagsAll"] ?? {} };
      },
    },
  ],
};
