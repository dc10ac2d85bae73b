/** What a delivery's two ends have in common. */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Resource } from "../../resource.ts";

export const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";

/** An end stays as long as a delivery names it. @throws AwsError ConflictException */
export function refuseInUse({ id }: Resource, end: string, called: unknown, cloud: Cloud): void {
  const delivery = cloud.list(DELIVERY).find(({ inputs }) => inputs[end] === called);
  if (delivery === undefined) return;
  throw new AwsError("ConflictException", `${id} is in use by the delivery ${delivery.id}: delete that first.`);
}
