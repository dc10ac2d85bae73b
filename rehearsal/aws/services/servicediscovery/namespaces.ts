/** @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind, Settled } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { need } from "../ec2/need.ts";
import { VPC } from "../ec2/types.ts";
import { discoveryArn, HTTP_NAMESPACE, namespaces, PRIVATE_NAMESPACE, PUBLIC_NAMESPACE, SERVICE } from "./types.ts";

export const privateDnsNamespace: Kind = {
  type: PRIVATE_NAMESPACE,
  replaces: ["name", "vpc"],
  check: checkDnsName,
  create({ inputs }, cloud) {
    need(VPC, textAt(inputs, "vpc") ?? "", cloud);
    return make(inputs, cloud, { hostedZone: zone(cloud) });
  },
  remove: refuseRemoval,
  settled: waitForOperation,
};

export const publicDnsNamespace: Kind = {
  type: PUBLIC_NAMESPACE,
  replaces: ["name"],
  check: checkDnsName,
  create: ({ inputs }, cloud) => make(inputs, cloud, { hostedZone: zone(cloud) }),
  remove: refuseRemoval,
  settled: waitForOperation,
};

export const httpNamespace: Kind = {
  type: HTTP_NAMESPACE,
  replaces: ["name"],
  check: (inputs) => matches(inputs, "name", /^[!-~]{1,1024}$/, "1 to 1024 visible characters"),
  create: ({ inputs }, cloud) => make(inputs, cloud, { httpName: inputs["name"] ?? "" }),
  remove: refuseRemoval,
  settled: waitForOperation,
};

function checkDnsName(inputs: Properties): Failure[] {
  return matches(
    inputs,
    "name",
    /^[a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?(\.[a-zA-Z0-9_-]+)*$/,
    "a DNS name such as example.local",
  );
}

function make(inputs: Properties, cloud: Cloud, own: Properties) {
  const name = textAt(inputs, "name") ?? "";
  const vpc = textAt(inputs, "vpc");
  const same = namespaces(cloud).find((other) => other.inputs["name"] === name && textAt(other.inputs, "vpc") === vpc);
  if (same !== undefined) {
    const where = vpc === undefined ? "" : ` in VPC ${vpc}`;
    throw new AwsError("NamespaceAlreadyExists", `Namespace with name ${name} already exists${where} (${same.id})`);
  }
  const id = `ns-${cloud.token(16)}`;
  return { id, outputs: { arn: discoveryArn("namespace", id, cloud), ...own } };
}

function zone(cloud: Cloud): string {
  return `Z${cloud.token(20).toUpperCase()}`;
}

function refuseRemoval({ id }: Resource, cloud: Cloud): void {
  if (!cloud.list(SERVICE).some(({ outputs }) => outputs["namespaceId"] === id)) return;
  throw new AwsError("ResourceInUse", `The namespace ${id} can't be deleted: it has services.`);
}

/** Namespaces are made by an operation of Cloud Map's own, which takes a minute on AWS. */
function waitForOperation({ createdAt }: Resource, cloud: Cloud): Settled {
  if (cloud.now - createdAt >= OPERATION_SECONDS * 1000) return { state: "ready" };
  return { state: "pending", status: "PENDING", seconds: 300 };
}

const OPERATION_SECONDS = 30;
