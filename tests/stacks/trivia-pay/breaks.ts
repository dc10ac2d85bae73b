/**
 * Ways to break TriviaPay's program: each changes one property of one resource before it is registered. Loaded before the
 * stack's own program; the environment variable TIDEGATE_BREAK names the one that is wanted.
 */
import * as pulumi from "@pulumi/pulumi";

type Props = Record<string, unknown>;

export interface Break {
  /** What the rehearsal must say then. */
  readonly reason: RegExp;
  /** Whether it shows in new instances alone: then the rollout takes it back. */
  readonly needsNewInstances?: boolean;
  /** The resource: the last part of its type and the end of its name. */
  readonly type: string;
  readonly name: string;
  readonly change: (props: Props) => Props;
}

export const BREAKS: Readonly<Record<string, Break>> = {
  "the pool's attachment": {
    reason: /the pool is attached to no backend set/,
    type: "InstancePool",
    name: "-pool",
    change: (props) => ({ ...props, loadBalancers: [] }),
  },
  "the backend port": {
    reason: /asks port 9000, but the instance's cloud-init sets PORT=8000/,
    type: "InstancePool",
    name: "-pool",
    change: (props) => ({ ...props, loadBalancers: each(props["loadBalancers"], (one) => ({ ...one, port: 9000 })) }),
  },
  "the port of cloud-init": {
    reason: /asks port 8000, but the instance's cloud-init sets PORT=9001/,
    needsNewInstances: true,
    type: "InstanceConfiguration",
    name: "-configuration",
    change: (props) => ({
      ...props,
      instanceDetails: inUserData(props["instanceDetails"], "PORT=8000\n", "PORT=9001\n"),
    }),
  },
  "the load balancer's rule": {
    reason: /the load balancer's security rules have no egress to TCP 8000/,
    type: "NetworkSecurityGroupSecurityRule",
    name: "-lb-out-api",
    change: (props) => ({ ...props, tcpOptions: { destinationPortRange: { min: 8080, max: 8080 } } }),
  },
  "the instances' rule": {
    reason: /the instance's security rules have no ingress from the load balancer on TCP 8000/,
    type: "NetworkSecurityGroupSecurityRule",
    name: "-api-in-lb",
    change: (props) => ({ ...props, tcpOptions: { destinationPortRange: { min: 8080, max: 8080 } } }),
  },
  "the health path": {
    reason: /GET \/ready answers 404, but the health check asks for 200/,
    type: "BackendSet",
    name: "-backends",
    change: (props) => ({ ...props, healthChecker: { ...(props["healthChecker"] as Props), urlPath: "/ready" } }),
  },
  "the health code": {
    reason: /GET \/health answers 200, but the health check asks for 204/,
    type: "BackendSet",
    name: "-backends",
    change: (props) => ({ ...props, healthChecker: { ...(props["healthChecker"] as Props), returnCode: 204 } }),
  },
  "the way to the registry": {
    reason: /the subnet can't reach the registry fra\.ocir\.io/,
    type: "RouteTable",
    name: "-private-routes",
    change: (props) => ({ ...props, routeRules: [] }),
  },
  "the right to read the secrets": {
    reason: /the instance may not read the secret of the application's environment/,
    type: "Policy",
    name: "-policy",
    change: (props) => ({
      ...props,
      statements: pulumi.output(props["statements"] as pulumi.Input<string[]>).apply(withoutSecrets),
    }),
  },
};

const wanted = BREAKS[process.env["TIDEGATE_BREAK"] ?? ""];

if (wanted !== undefined) {
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const meant = type.endsWith(`:${wanted.type}`) && name.endsWith(wanted.name);
    return meant ? { props: wanted.change(props), opts } : undefined;
  });
}

function each(list: unknown, change: (item: Props) => Props): Props[] {
  return Array.isArray(list) ? list.map((item: unknown) => change(item as Props)) : [];
}

function withoutSecrets(statements: unknown): string[] {
  return Array.isArray(statements) ? statements.map(String).filter((statement) => !statement.includes("secret")) : [];
}

/** The instance's details, a text in its user data replaced. */
function inUserData(details: unknown, from: string, to: string): pulumi.Output<unknown> {
  return pulumi.output(details as pulumi.Input<object>).apply((known: unknown) => replaceIn(known, from, to));
}

function replaceIn(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => replaceIn(item, from, to));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) =>
      (key === "user_data" || key === "userData") && typeof item === "string"
        ? [key, Buffer.from(Buffer.from(item, "base64").toString("utf8").replace(from, to)).toString("base64")]
        : [key, replaceIn(item, from, to)],
    ),
  );
}
