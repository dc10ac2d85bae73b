import * as pulumi from "@pulumi/pulumi";
import { BackendSet } from "@pulumi/oci/loadbalancer/backendSet.js";
import { Listener } from "@pulumi/oci/loadbalancer/listener.js";
import { LoadBalancer } from "@pulumi/oci/loadbalancer/loadBalancer.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, portFaults, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import { BACKEND_SET, HEALTH_CODE, HEALTH_PATH, LB_MAX_MBPS, LB_MIN_MBPS } from "./defaults.ts";

export interface IngressArgs {
  /** OCID of the compartment that holds the load balancer. */
  compartmentId: pulumi.Input<string>;
  /** OCID of the public subnet that it stands in. */
  subnetId: pulumi.Input<string>;
  /** OCID of its network security group. */
  nsgId: pulumi.Input<string>;
  /** The TCP port that it listens on for HTTP, 1 to 65535. Where TLS ends before it, at Cloudflare for instance: 80. */
  listenerPort: number;
  /** The TCP port that backends serve on and are checked at, 1 to 65535. */
  backendPort: number;
  /** The path that the health check asks for; anything but `healthCode` is unhealthy. Default: /health. */
  healthPath?: string;
  /** Pre-provisioned bandwidth, in Mbps, 10 to 8000. Default: 10. */
  lbMinMbps?: number;
  /** The most bandwidth, in Mbps, `lbMinMbps` to 8000. Default: 10. */
  lbMaxMbps?: number;
  /** Seconds that a silent connection stays open, 1 to 7200. Longer for WebSockets and event streams. Default: 60. */
  lbIdleSeconds?: number;
}

/**
 * A public load balancer of the flexible shape, its backend set `api-backend` and an HTTP listener.
 *
 * The backend set starts empty: an instance pool that is attached to it puts its instances in and takes them out.
 * A backend is healthy when `GET /health` at `backendPort` answers 200; it is asked every 10 s, may take 3 s, and is
 * unhealthy after 3 failures.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Balance/Concepts/balanceoverview.htm
 */
export class Ingress extends pulumi.ComponentResource {
  readonly loadBalancerId: pulumi.Output<string>;
  readonly backendSetName: pulumi.Output<string>;

  constructor(name: string, args: IngressArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, ingressFaults(args, ownName));
    super("tidegate-oci:index:Ingress", name, {}, opts);

    const loadBalancer = new LoadBalancer(
      `${name}-lb`,
      {
        compartmentId: args.compartmentId,
        displayName: `${name}-lb`,
        shape: "flexible",
        shapeDetails: {
          minimumBandwidthInMbps: args.lbMinMbps ?? LB_MIN_MBPS,
          maximumBandwidthInMbps: args.lbMaxMbps ?? LB_MAX_MBPS,
        },
        subnetIds: [args.subnetId],
        networkSecurityGroupIds: [args.nsgId],
        isPrivate: false,
      },
      { parent: this },
    );
    const backendSet = new BackendSet(
      `${name}-backends`,
      {
        loadBalancerId: loadBalancer.id,
        name: BACKEND_SET,
        policy: "ROUND_ROBIN",
        healthChecker: {
          protocol: "HTTP",
          port: args.backendPort,
          urlPath: args.healthPath ?? HEALTH_PATH,
          returnCode: HEALTH_CODE,
          intervalMs: 10_000,
          timeoutInMillis: 3_000,
          retries: 3,
        },
      },
      { parent: this },
    );
    new Listener(
      `${name}-http`,
      {
        loadBalancerId: loadBalancer.id,
        name: "http",
        protocol: "HTTP",
        port: args.listenerPort,
        defaultBackendSetName: backendSet.name,
        connectionConfiguration: { idleTimeoutInSeconds: String(args.lbIdleSeconds ?? IDLE_SECONDS) },
      },
      { parent: this },
    );

    this.loadBalancerId = loadBalancer.id;
    this.backendSetName = backendSet.name;
    this.registerOutputs({ loadBalancerId: this.loadBalancerId, backendSetName: this.backendSetName });
  }
}

/** What is wrong with the ports, the path and the bandwidth. */
export function ingressFaults(args: Omit<IngressArgs, "compartmentId" | "subnetId" | "nsgId">, label: Label): Fault[] {
  const least = args.lbMinMbps ?? LB_MIN_MBPS;
  const leastFaults = wholeNumberFaults(label("lbMinMbps"), least, LB_MIN_MBPS, MOST_MBPS);
  const most = args.lbMaxMbps ?? LB_MAX_MBPS;
  const idle = args.lbIdleSeconds ?? IDLE_SECONDS;
  return [
    ...portFaults(label("listenerPort"), args.listenerPort),
    ...portFaults(label("backendPort"), args.backendPort),
    ...textFaults(label("healthPath"), args.healthPath ?? HEALTH_PATH, /^\/\S*$/, "a path that begins with a slash"),
    ...leastFaults,
    ...wholeNumberFaults(label("lbMaxMbps"), most, leastFaults.length > 0 ? LB_MIN_MBPS : least, MOST_MBPS),
    ...wholeNumberFaults(label("lbIdleSeconds"), idle, 1, 7200),
  ];
}

/** Oracle's own default for HTTP listeners. */
const IDLE_SECONDS = 60;
/** The most that a flexible load balancer gives. */
const MOST_MBPS = 8000;
