/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html */
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { RestOperation } from "../operation.ts";
import { needText } from "../operation.ts";

export const getVpcLink: RestOperation = {
  name: "GetVpcLink",
  method: "GET",
  path: "/v2/vpclinks/{vpcLinkId}",
  needs: (input, { region }) => [
    {
      action: "apigateway:GET",
      resource: `arn:aws:apigateway:${region}::/vpclinks/${needText(input, "vpcLinkId")}`,
    },
  ],
  run(input, cloud) {
    const id = needText(input, "vpcLinkId");
    const link = cloud.get("aws:apigatewayv2/vpcLink:VpcLink", id);
    if (link === undefined) throw new AwsError("NotFoundException", `Invalid VpcLink identifier specified ${id}`);
    return {
      vpcLinkId: link.id,
      name: textAt(link.inputs, "name"),
      securityGroupIds: textsAt(link.inputs, "securityGroupIds"),
      subnetIds: textsAt(link.inputs, "subnetIds"),
      vpcLinkStatus: "AVAILABLE",
      vpcLinkStatusMessage: "VPC link is ready to route traffic",
      vpcLinkVersion: "V2",
      createdDate: cloud.timestamp(link.createdAt),
      tags: link.outputs["tagsAll"] ?? {},
    };
  },
};
