/**
 * Why a backend is healthy at its load balancer, or why not. Nothing is assumed: the attachment, the ports, the security
 * rules, the health check, the way to the registry, the policy and the secrets must all agree, as they must in a tenancy.
 */
import type * as balancing from "oci-loadbalancer/lib/model/index.js";
import { boots, instances, loadBalancers, subnets, vnicAttachments, vnics } from "../collections.ts";
import type { Boot } from "../collections.ts";
import { applicationReply } from "../machine/application.ts";
import { readBootPlan } from "../machine/cloud-init.ts";
import type { BootPlan } from "../machine/cloud-init.ts";
import type { Moment } from "../moment.ts";
import type { Wire } from "../wire.ts";
import type { World } from "../world.ts";
import { pullFaults } from "./pull.ts";
import { permits } from "./reach.ts";
import type { Vnic } from "./reach.ts";

export interface BackendRef {
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  readonly backendName: string;
}

export interface Diagnosis {
  readonly status: "OK" | "WARNING" | "CRITICAL" | "UNKNOWN";
  /** The load balancer's own word for what the last check met. */
  readonly healthCheckStatus:
    "OK" | "INVALID_STATUS_CODE" | "TIMED_OUT" | "CONNECT_FAILED" | "REGEX_MISMATCH" | "UNKNOWN";
  readonly reasons: readonly string[];
  /**
   * Whether a container that has been started before goes on answering: nobody asks any more what it was pulled with.
   */
  readonly answers: boolean;
  /** The machine behind the backend, where there is one. */
  readonly instanceId?: string;
  /** The image that its container runs, or would run. */
  readonly image?: string;
}

type HealthChecker = Wire<balancing.HealthChecker>;

export function diagnoseBackend(moment: Moment, backend: BackendRef): Diagnosis {
  const { world } = moment;
  const balancer = loadBalancers.get(world, backend.loadBalancerId);
  const set = balancer?.backendSets?.[backend.backendSetName];
  const member = set?.backends.find((candidate) => candidate.name === backend.backendName);
  if (balancer === undefined || set === undefined || member === undefined) {
    const reasons = [`${backend.backendName} is no backend there`];
    return { status: "UNKNOWN", healthCheckStatus: "UNKNOWN", reasons, answers: false };
  }
  const balancerVnic = vnics.get(world, balancer.id);
  const vnic = vnics
    .list(world)
    .find(
      (one) => one.privateIp === member.ipAddress && sameNetwork(world, one, balancerVnic) && isAttached(world, one),
    );
  const instance = vnic === undefined ? undefined : instanceOf(world, vnic);
  if (balancerVnic === undefined || vnic === undefined || instance === undefined) {
    return silent([`no running instance holds the address ${member.ipAddress}`]);
  }
  const boot = boots.get(world, instance.id);
  const machine = machineFaults(moment, instance.lifecycleState, boot);
  if (boot === undefined || machine.faults.length > 0) {
    return { ...silent(machine.faults), instanceId: instance.id };
  }
  const container = machine.plan === undefined ? [] : pullFaults(moment, instance.id, vnic, machine.plan);
  const network = connectionFaults(world, balancerVnic, vnic, set.healthChecker, member.port);
  const port = portFaults(machine.plan, set.healthChecker, member.port);
  const unreachable = [...network, ...port, ...container];
  const image = machine.plan?.settings["IMAGE"] ?? "";
  const who = { instanceId: instance.id, image, answers: unreachable.length === container.length };
  if (unreachable.length > 0) {
    return { ...silent(unreachable), ...who };
  }
  const answered = answerFaults(set.healthChecker, boot, { instance: instance.displayName ?? instance.id, image });
  return answered.length === 0
    ? { status: "OK", healthCheckStatus: "OK", reasons: [], ...who }
    : { status: "CRITICAL", healthCheckStatus: "INVALID_STATUS_CODE", reasons: answered, ...who };
}

/** Nothing answers on that port at all. */
function silent(reasons: readonly string[]): Diagnosis {
  return { status: "CRITICAL", healthCheckStatus: "CONNECT_FAILED", reasons, answers: false };
}

/** A load balancer reaches what lies in its own VCN: another may have the same addresses. */
function sameNetwork(world: World, vnic: Vnic, balancerVnic: Vnic | undefined): boolean {
  const vcnOf = (one: Vnic | undefined) => subnets.get(world, one?.subnetId ?? "")?.vcnId;
  return vcnOf(vnic) !== undefined && vcnOf(vnic) === vcnOf(balancerVnic);
}

function isAttached(world: World, vnic: Vnic): boolean {
  return vnicAttachments.list(world).some((attachment) => attachment.vnicId === vnic.id);
}

function instanceOf(world: World, vnic: Vnic) {
  const attachment = vnicAttachments.list(world).find((one) => one.vnicId === vnic.id);
  return attachment === undefined ? undefined : instances.get(world, attachment.instanceId);
}

function machineFaults(moment: Moment, state: string, boot: Boot | undefined): { plan?: BootPlan; faults: string[] } {
  if (state !== "RUNNING") {
    return { faults: [`the instance is ${state}, not RUNNING`] };
  }
  if (boot === undefined || boot.fault === "fails-to-boot") {
    return { faults: ["the instance never finished its boot"] };
  }
  if (moment.now < boot.servesAt) {
    const left = Math.ceil((boot.servesAt - moment.now) / 1000);
    return { faults: [`the instance is still booting: cloud-init needs about ${left} s more`] };
  }
  const { plan, faults } = readBootPlan(boot.userData);
  return plan === undefined ? { faults: [...faults] } : { plan, faults: [...faults] };
}

function connectionFaults(world: World, balancer: Vnic, vnic: Vnic, checker: HealthChecker, port: number): string[] {
  const faults: string[] = [];
  for (const wanted of new Set([port, checkedPort(checker, port)])) {
    const backend = { ...(vnic.privateIp && { ip: vnic.privateIp }), nsgIds: vnic.nsgIds ?? [] };
    const frontend = { ...(balancer.privateIp && { ip: balancer.privateIp }), nsgIds: balancer.nsgIds ?? [] };
    if (!permits(world, balancer, "EGRESS", backend, wanted)) {
      faults.push(`the load balancer's security rules have no egress to TCP ${wanted} of ${vnic.privateIp}`);
    }
    if (!permits(world, vnic, "INGRESS", frontend, wanted)) {
      faults.push(`the instance's security rules have no ingress from the load balancer on TCP ${wanted}`);
    }
  }
  return faults;
}

function portFaults(plan: BootPlan | undefined, checker: HealthChecker, port: number): string[] {
  const listens = Number(plan?.settings["PORT"]);
  return [...new Set([port, checkedPort(checker, port)])]
    .filter((wanted) => wanted !== listens)
    .map((wanted) => `the load balancer asks port ${wanted}, but the instance's cloud-init sets PORT=${listens}`);
}

/** A health checker without a port, or with port 0, asks the backend's own. */
function checkedPort(checker: HealthChecker, port: number): number {
  return checker.port > 0 ? checker.port : port;
}

function answerFaults(checker: HealthChecker, boot: Boot, identity: { instance: string; image: string }): string[] {
  if (checker.protocol === "TCP") {
    return [];
  }
  const path = checker.urlPath ?? "/";
  const reply = applicationReply("GET", path, identity);
  const status = boot.fault === "never-healthy" ? 500 : reply.status;
  const wanted = checker.returnCode;
  const faults = status === wanted ? [] : [`GET ${path} answers ${status}, but the health check asks for ${wanted}`];
  const pattern = checker.responseBodyRegex;
  if (pattern !== "" && !new RegExp(pattern).test(JSON.stringify(reply.body))) {
    faults.push(`the body of GET ${path} does not match the health check's ${pattern}`);
  }
  return faults;
}
