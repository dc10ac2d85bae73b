/** The systems of an environment, by the names that their own stacks give them. A new system is a line in `KNOWN`. */
import { domainFaults } from "@tidegate/aws";
import type { Fault } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";
import { circleOfTrust, orderTracking, sandboxBroker } from "@tidegate/trust";
import type { System } from "@tidegate/trust";
import { ObjectReader } from "./objects.ts";

/** A system, as the foundation knows it. */
export interface Tenant {
  /** The Pulumi project's name. */
  readonly project: string;
  /** What its stack makes on AWS, once the account is known. Undefined where it isn't on AWS: only its state is. */
  readonly onAws: ((account: string) => System) | undefined;
  readonly onOci: boolean;
}

type Domain = System["domains"][number];

/** What a system's reader gets: the texts of its own keys, judged, and where everything is. */
interface Names {
  readonly environment: string;
  readonly region: string;
  readonly domain: Domain | undefined;
  readonly of: (key: string) => string;
}

interface Known {
  /** Keys of names, beside `region`, `domainName` and `hostedZoneId`. */
  readonly names: readonly string[];
  readonly make: (names: Names, account: string) => System;
}

const KNOWN: Readonly<Record<string, Known | "on OCI">> = {
  "circle-of-trust": {
    names: ["prefix", "siteBucket"],
    make: (names, account) =>
      circleOfTrust({ ...placed(names, account), prefix: names.of("prefix"), siteBucket: names.of("siteBucket") }),
  },
  "order-tracking": { names: [], make: (names, account) => orderTracking(placed(names, account)) },
  "sandbox-broker": {
    names: ["clusterName", "serviceName", "repositoryName"],
    make: (names, account) =>
      sandboxBroker({
        ...placed(names, account),
        clusterName: names.of("clusterName"),
        serviceName: names.of("serviceName"),
        repositoryName: names.of("repositoryName"),
      }),
  },
  "trivia-pay": "on OCI",
};

/**
 * The systems that a configuration names, each fault with its path.
 * @param path the key: `foundation:systems`
 */
export function readSystems(path: string, given: unknown, environment: string, faults: Fault[]): Tenant[] {
  const all = new ObjectReader(path, given, faults);
  return all.keys().flatMap((project) => {
    const known = Object.hasOwn(KNOWN, project) ? KNOWN[project] : undefined;
    if (known !== undefined) return [tenantOf(project, known, all.object(project), environment, faults)];
    faults.push({ path, given: project, accepted: `systems that are known: ${Object.keys(KNOWN).join(", ")}` });
    return [];
  });
}

function tenantOf(
  project: string,
  known: Known | "on OCI",
  reader: ObjectReader,
  environment: string,
  faults: Fault[],
): Tenant {
  if (known === "on OCI") {
    reader.done();
    return { project, onAws: undefined, onOci: true };
  }
  const texts = new Map(known.names.map((key) => [key, reader.text(key)]));
  const region = reader.text("region");
  faults.push(
    ...textFaults(reader.label("region"), region, /^[a-z]{2}(-[a-z]+)+-\d$/, "a region of AWS, as in eu-central-1"),
    ...[...texts].flatMap(([key, text]) => textFaults(reader.label(key), text, NAME, NAME_TEXT)),
  );
  const domain = domainOf(reader, faults);
  reader.done();
  const names: Names = { environment, region, domain, of: (key) => texts.get(key) ?? "" };
  return { project, onAws: (account) => known.make(names, account), onOci: false };
}

/** Names stand in ARNs, where * would be a neighbour's too. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME_TEXT = "the name as the system's own configuration has it: lower-case letters, digits and hyphens";

function domainOf(reader: ObjectReader, faults: Fault[]): Domain | undefined {
  const [domainName, zoneId] = [reader.text("domainName"), reader.text("hostedZoneId")];
  if (domainName === "" && zoneId === "") return undefined;
  const domain = { domainName, zoneId };
  faults.push(...domainFaults(domain, (part) => reader.label(part === "zoneId" ? "hostedZoneId" : part)));
  return domain;
}

function placed({ environment, region, domain }: Names, account: string) {
  return { environment, account, region, ...(domain !== undefined && { domain }) };
}
