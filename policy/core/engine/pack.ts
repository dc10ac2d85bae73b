/** Serves policies to the engine, which starts a pack as a process of its own. */
import { flushCompileCache } from "node:module";
import { PolicyPack } from "@pulumi/policy";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { EXEMPTIONS } from "../exemptions.ts";
import { enforcementOf } from "../levels.ts";
import type { Policy, ResourcePolicy, StackPolicy } from "../policy.ts";
import { schemaOf, settingsOf } from "../settings.ts";
import { Exempting, STACK } from "./exempting.ts";
import { Judged } from "./judged.ts";
import { Serving } from "./serving.ts";

export interface PackOptions {
  /** The day on which exemptions are looked at, as in 2027-03-31. */
  readonly today: string;
}

/**
 * Serves a pack's policies until the engine ends the process. They are held as strictly as in prod, unless the engine is told
 * otherwise by `--policy-pack-config`. The process prints one line, the port that it listens on, and must print nothing else.
 *
 * @param name of the pack, as the engine shows it
 * @throws Error when two policies have one name, or one has a name that isn't free
 */
export function pack(name: string, policies: readonly Policy[], { today }: PackOptions): void {
  const names = namesOf(policies);
  const exempting = new Exempting(names, today);
  const judged = new Judged({ remediates: policies.some((policy) => "remediate" in policy) });
  const served = policies.map((policy) => {
    const serving = new Serving(policy, exempting);
    return policy.about === "resource" ? ofResource(policy, serving, judged) : ofStack(policy, serving, judged);
  });
  new PolicyPack(name, { policies: [first(exempting.policy(), judged), ...served], enforcementLevel: "mandatory" });
  // The engine kills its packs, and Node keeps what it has compiled only when a process ends by itself. Once the port is told.
  setImmediate(flushCompileCache);
}

/** The first policy of a pack is asked about each resource, of whatever type. */
function first(policy: ResourceValidationPolicy, judged: Judged): ResourceValidationPolicy {
  const validate = [policy.validateResource ?? []].flat();
  return { ...policy, validateResource: [judged.asked.bind(judged), ...validate] };
}

function ofResource(policy: ResourcePolicy, serving: Serving, judged: Judged): ResourceValidationPolicy {
  const types = policy.types === "all" ? undefined : new Set(policy.types);
  const applies = (type: string): boolean => types === undefined || types.has(type);
  return {
    ...described(policy),
    validateResource: (args, report) => {
      const request = { given: args.getConfig(), urn: args.urn, report };
      if (args.type === STACK) serving.configured(request);
      return applies(args.type)
        ? serving.judge(request, (config) => {
            const resource = judged.resource(args);
            const findings = policy.judge(resource, config);
            return "then" in findings
              ? findings.then((found) => judged.found(resource, found))
              : judged.found(resource, findings);
          })
        : undefined;
    },
    ...(policy.remediate !== undefined && {
      remediateResource: (args) =>
        applies(args.type)
          ? judged.remediated(args, (resource) =>
              policy.remediate?.(resource, settingsOf(policy, args.getConfig()).config),
            )
          : undefined,
    }),
  };
}

function ofStack(policy: StackPolicy, serving: Serving, judged: Judged): StackValidationPolicy {
  return {
    ...described(policy),
    validateStack: (args, report) => {
      const urn = args.resources.find(({ type }) => type === STACK)?.urn ?? "";
      const request = { given: args.getConfig(), urn, report };
      serving.configured(request);
      return serving.judge(request, (config) =>
        policy.judge(
          args.resources.map((resource) => judged.whole(resource)),
          config,
        ),
      );
    },
  };
}

/** What the engine knows of a policy before it asks it anything. */
function described(policy: Policy): Omit<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const schema = schemaOf(policy);
  return {
    name: policy.name,
    description: policy.description,
    remediationSteps: policy.remedy,
    enforcementLevel: enforcementOf(policy, "prod"),
    ...(schema !== undefined && { configSchema: schema }),
  };
}

/** `all` is the engine's word for every policy. */
function namesOf(policies: readonly Policy[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of policies) {
    if (name === "all" || name === EXEMPTIONS || !/^[a-z][a-z0-9-]*$/.test(name) || names.has(name)) {
      throw new Error(
        `No policy can be called ${name}: names are lower case with hyphens, each once, and not all or ${EXEMPTIONS}.`,
      );
    }
    names.add(name);
  }
  return names;
}
