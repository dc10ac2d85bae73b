import { pathText } from "@tidegate/policy";
import type { ResourcePolicy } from "@tidegate/policy";
import { EVERYWHERE } from "../levels.ts";
import { isAnyAddress, RULE_TYPES, rulesOf } from "./rules.ts";
import type { Rule } from "./rules.ts";

export interface ClosedPorts {
  /** Ports that nobody on the internet reaches. */
  readonly ports: readonly number[];
}

/** Ports that people administer machines and databases by. Held in dev too: scanners find an open one within minutes. */
export const ingressNarrow: ResourcePolicy<ClosedPorts> = {
  name: "ingress-narrow",
  about: "resource",
  description:
    "No rule lets any address in to a port that machines or databases are administered by, or to every port.",
  remedy: "Name the addresses or the groups that come in, or use a session service that needs no open port.",
  sources: [
    "order-tracking's requirements: hardening checklist (security groups)",
    "circle-of-trust's requirements: security best practices (least privilege)",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],
  levels: EVERYWHERE,
  config: {
    ports: {
      schema: { type: "array", items: { type: "integer", minimum: 0, maximum: 65_535 } },
      default: [22, 3389, 1433, 1521, 3306, 5432, 5439, 6379, 9092, 9094, 9096, 9098, 11_211, 27_017],
      describes: "Ports that nobody on the internet reaches.",
    },
  },
  types: RULE_TYPES,
  judge: (resource, { ports }) =>
    rulesOf(resource, "ingress")
      .filter(isAnyAddress)
      .flatMap((rule) => {
        const open = opened(rule, ports);
        return open === undefined ? [] : [{ path: pathText(rule.place.trail), says: `lets any address in to ${open}` }];
      }),
};

function opened({ ports }: Rule, closed: readonly number[]): string | undefined {
  if (ports === "all") return "every port";
  if (ports === "unknown") return undefined;
  const port = closed.find((one) => ports.from <= one && one <= ports.to);
  return port === undefined ? undefined : `port ${port}`;
}
