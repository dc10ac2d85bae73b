/** Which zones get a NAT gateway, and what the program must say for it. */
import type { Value } from "../../protocol/values.ts";
import type { NatStrategy } from "./arguments.ts";
import type { SubnetType } from "./layout/spec.ts";

/** @throws Error when the addresses given don't suit the strategy. @param zones how many there are */
export function refuseAddresses(strategy: NatStrategy, addresses: readonly Value[], zones: number): void {
  const most = { None: 0, Single: 1, OnePerAz: zones }[strategy];
  const wrong = strategy === "OnePerAz" ? addresses.length > 0 && addresses.length !== most : addresses.length > most;
  if (!wrong) return;
  const wanted = { None: "none", Single: "one", OnePerAz: `none, or one for each of the ${zones} availability zones` };
  throw new Error(
    `\`natGateways.elasticIpAllocationIds\` has ${addresses.length} elements, and the strategy ${strategy} takes ` +
      wanted[strategy],
  );
}

/** @throws Error when there is no subnet to put a gateway into, or none that would use it */
export function refuseWithoutSubnets(strategy: NatStrategy, types: readonly SubnetType[]): void {
  if (strategy === "None") return;
  if (types.includes("Public") && (types.includes("Private") || types.includes("Isolated"))) return;
  throw new Error(
    `\`natGateways.strategy\` ${strategy} (the default is OnePerAz) needs public subnets, which gateways stand in, and ` +
      'private or isolated ones behind them: give such `subnetSpecs`, or the strategy "None"',
  );
}

/** @param zone from 0. @param made how many gateways there are already */
export function wantsGateway(strategy: NatStrategy, made: number, zone: number): boolean {
  if (strategy === "None") return false;
  return strategy === "Single" ? made === 0 : made <= zone;
}
