/**
 * VPC links: of the second kind, for HTTP APIs, with interfaces in subnets; of the first, for REST and WebSocket APIs, to
 * a network load balancer.
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html
 */
import type { Cloud } from "../../cloud.ts";
import type { Kind, Settled } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import * as ec2 from "../ec2/types.ts";
import { byArn, LOAD_BALANCERS } from "../lb/types.ts";
import { bad, gatewayArn, INTEGRATION, VPC_LINK, VPC_LINK_V1 } from "./types.ts";

export const vpcLink: Kind = {
  type: VPC_LINK,
  name: { property: "name", max: 128, pattern: /^.+$/, accepted: "128 characters at most" },
  replaces: ["securityGroupIds", "subnetIds"],
  sets: ["securityGroupIds", "subnetIds"],
  create({ inputs }, cloud) {
    const subnets = textsAt(inputs, "subnetIds").map((id) => {
      const found = cloud.get(ec2.SUBNET, id);
      if (found === undefined) throw bad(`The subnet ID '${id}' does not exist`);
      return found;
    });
    const vpcs = new Set(subnets.map((subnet) => subnet.inputs["vpcId"]));
    if (vpcs.size !== 1) throw bad("A VPC link needs subnets of one VPC");
    for (const id of textsAt(inputs, "securityGroupIds")) {
      if (!vpcs.has(cloud.get(ec2.SECURITY_GROUP, id)?.inputs["vpcId"])) {
        throw bad(`The security group '${id}' does not exist in the VPC of the link`);
      }
    }
    const id = cloud.token(6);
    return { id, outputs: { arn: gatewayArn(`/vpclinks/${id}`, cloud) } };
  },
  settled: waitForLink,
};

export const vpcLinkV1: Kind = {
  type: VPC_LINK_V1,
  replaces: ["targetArn"],
  create({ inputs }, cloud) {
    const arn = textAt(inputs, "targetArn") ?? "";
    const balancer = byArn(arn, LOAD_BALANCERS, cloud);
    if (balancer?.outputs["loadBalancerType"] !== "network") {
      throw bad(`Failed to create a VPC link: ${arn} is no network load balancer of this account and region`);
    }
    const id = cloud.token(6);
    return { id, outputs: { arn: gatewayArn(`/vpclinks/${id}`, cloud) } };
  },
  remove({ id }, cloud) {
    const user = cloud.list(INTEGRATION).find(({ inputs }) => inputs["connectionId"] === id);
    if (user === undefined) return;
    throw bad(
      `Cannot delete vpc link. Vpc link '${id}', is referenced in the API ${textAt(user.inputs, "apiId") ?? ""}`,
    );
  },
  settled: waitForLink,
};

function waitForLink({ createdAt }: Resource, cloud: Cloud): Settled {
  if (cloud.now - createdAt >= LINK_SECONDS * 1000) return { state: "ready" };
  return { state: "pending", status: "PENDING", seconds: 600 };
}

/** From its creation until a link is available: some minutes on AWS. */
const LINK_SECONDS = 45;
