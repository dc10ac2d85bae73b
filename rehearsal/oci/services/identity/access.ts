/** What a compute instance may do, by the dynamic groups that it is in and the policies that name those. */
import type { Instance } from "oci-core/lib/model/index.js";
import { dynamicGroups, instances, policies } from "../../collections.ts";
import type { Moment } from "../../moment.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { ancestry, findCompartment } from "./compartment-tree.ts";
import { holds } from "./conditions.ts";
import { sameGroup } from "./group-names.ts";
import { matchingRule } from "./matching-rule.ts";
import { covers } from "./resource-types.ts";
import { readStatement, VERBS } from "./statement.ts";
import type { Statement, Subject, Verb } from "./statement.ts";

export interface AccessRequest {
  readonly verb: Verb;
  /** A single resource type, such as `secret-bundles` or `log-content`. */
  readonly resource: string;
  /** The compartment of what is asked for. */
  readonly compartmentId: string;
  /** What conditions may ask about, for example `{ "target.secret.id": "ocid1...", "request.operation": "GetSecretBundle" }`. */
  readonly target: Readonly<Record<string, string>>;
}

export interface Access {
  readonly allowed: boolean;
  /** The statement that allows it; or what is in the way, in words for a person. */
  readonly why: string;
}

/** Whether an instance's own principal may do this. */
export function instanceMay(moment: Moment, instanceId: string, request: AccessRequest): Access {
  const instance = instances.get(moment.world, instanceId);
  if (instance === undefined) {
    return { allowed: false, why: `There is no instance ${instanceId}.` };
  }
  const groups = groupsOf(moment.world, instance);
  const wanted = `${request.verb} ${request.resource}`;
  const { allowed, misses } = judged(moment.world, (subject) => isAbout(subject, groups), request);
  if (allowed !== undefined) {
    return { allowed: true, why: allowed };
  }
  const whose =
    groups.length === 0
      ? "No dynamic group's matching rule takes in this instance."
      : `Its dynamic groups: ${groups.map((group) => group.name).join(", ")}.`;
  const statements = misses.length === 0 ? "No policy names them." : `Statements that name them: ${misses.join("; ")}.`;
  return {
    allowed: false,
    why: `No policy lets ${instanceId} ${wanted} in ${request.compartmentId}. ${whose} ${statements}`,
  };
}

/** Whether one of OCI's services may do this, by the name that policies have for it: `objectstorage-eu-frankfurt-1`. */
export function serviceMay({ world }: Moment, service: string, request: AccessRequest): boolean {
  const isAbout = (subject: Subject): boolean =>
    subject.kind === "service" && subject.names.some((name) => name.toLowerCase() === service);
  return judged(world, isAbout, request).allowed !== undefined;
}

/**
 * Holds a request against every policy.
 * @param isAbout whether a statement's subject takes in whoever asks
 * @returns the statement that allows it, in words, or what is in the way of each that is about whoever asks
 */
export function judged(
  world: World,
  isAbout: (subject: Subject) => boolean,
  request: AccessRequest,
): { readonly allowed?: string; readonly misses: readonly string[] } {
  const misses: string[] = [];
  for (const policy of policies.list(world)) {
    for (const text of policy.statements) {
      const statement = readStatement(text, "statement");
      if (!isAbout(statement.subject)) {
        continue;
      }
      const miss = missing(world, policy.compartmentId, statement, request);
      if (miss === undefined) {
        return { allowed: `The policy ${policy.name} allows it: ${text}`, misses };
      }
      misses.push(`"${text}" ${miss}`);
    }
  }
  return { misses };
}

interface Group {
  readonly id: string;
  readonly name: string;
}

/** OCIDs of the dynamic groups that an instance is in now. */
export function dynamicGroupsOf(world: World, instanceId: string): string[] {
  const instance = instances.get(world, instanceId);
  return instance === undefined ? [] : groupsOf(world, instance).map((group) => group.id);
}

function groupsOf(world: World, instance: Wire<Instance>): Group[] {
  const variables = variablesOf(instance);
  return dynamicGroups
    .list(world)
    .filter((group) => holds(matchingRule(group.matchingRule), variables))
    .map(({ id, name }) => ({ id, name }));
}

/** What matching rules may ask about an instance. */
function variablesOf(instance: Wire<Instance>): Record<string, string> {
  const variables: Record<string, string> = {
    "instance.id": instance.id,
    "instance.compartment.id": instance.compartmentId,
    "resource.id": instance.id,
    "resource.type": "instance",
    "resource.compartment.id": instance.compartmentId,
  };
  for (const [namespace, tags] of Object.entries(instance.definedTags ?? {})) {
    for (const [key, value] of Object.entries(tags)) {
      variables[`tag.${namespace}.${key}.value`] = String(value);
    }
  }
  return variables;
}

function isAbout(subject: Subject, groups: readonly Group[]): boolean {
  switch (subject.kind) {
    case "any-user":
      return true;
    case "dynamic-group":
      return subject.names.some((name) => groups.some((group) => sameGroup(name, group.name)));
    case "dynamic-group-id":
      return subject.ids.some((id) => groups.some((group) => group.id === id));
    case "group":
    case "service":
      return false;
  }
}

/** What keeps a statement from allowing the request; undefined when it does. */
function missing(world: World, attachedTo: string, statement: Statement, request: AccessRequest): string | undefined {
  if (statement.verb === undefined || statement.resource === undefined) {
    return "names permissions, which the rehearsal doesn't evaluate";
  }
  if (!covers(statement.resource, request.resource)) {
    return `is about ${statement.resource}, not ${request.resource}`;
  }
  if (VERBS.indexOf(statement.verb) < VERBS.indexOf(request.verb)) {
    return `lets them ${statement.verb}, not ${request.verb}`;
  }
  const location = findCompartment(world, attachedTo, statement.location);
  if (location === undefined || !ancestry(world, request.compartmentId).includes(location)) {
    return `is not about the compartment ${request.compartmentId}`;
  }
  if (statement.condition !== undefined && !holds(statement.condition, request.target)) {
    return "has a condition that doesn't hold";
  }
  return undefined;
}
