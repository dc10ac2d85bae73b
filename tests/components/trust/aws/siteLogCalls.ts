/** What is asked of AWS so that CloudFront's access logs are delivered. */
import type { System } from "../../../../components/trust/aws/system.ts";
import type { Call } from "./wording.ts";
import { ACCOUNT, call, wording } from "./wording.ts";

export function siteLogCalls(system: System, distribution: string): Readonly<Record<"reads" | "writes", Call[]>> {
  const { tagged, fresh } = wording(system);
  const name = system.siteLogs ?? "";
  const bucket = `arn:aws:s3:::${name.replace(/-site$/, "")}-access-logs-${ACCOUNT}`;
  const logs = (resource: string) => `arn:aws:logs:us-east-1:${ACCOUNT}:${resource}`;
  const [source, destination] = [logs(`delivery-source:${name}`), logs(`delivery-destination:${name}`)];
  const delivery = logs("delivery:abcdefgh");
  return {
    reads: [
      call("s3:GetBucketPolicy", bucket),
      call("logs:GetDeliverySource", source),
      call("logs:GetDeliveryDestination", destination),
      tagged("logs:GetDelivery", delivery),
    ],
    writes: [
      call("s3:PutBucketPolicy", bucket),
      tagged("cloudfront:AllowVendedLogDeliveryForResource", distribution),
      call("logs:PutDeliverySource", source),
      call("logs:PutDeliveryDestination", destination),
      fresh("logs:TagResource", source),
      call("logs:CreateDelivery", source),
      call("logs:CreateDelivery", destination),
      fresh("logs:CreateDelivery", logs("delivery:*")),
      fresh("logs:TagResource", delivery),
      tagged("logs:DeleteDelivery", delivery),
      call("logs:DeleteDeliveryDestination", destination),
      // AWS's own list of actions has it on destinations.
      call("logs:DeleteDeliverySource", destination),
    ],
  };
}
