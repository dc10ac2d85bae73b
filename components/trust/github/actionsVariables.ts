import * as pulumi from "@pulumi/pulumi";
import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { ActionsVariable } from "@pulumi/github/actionsVariable.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { markedFaults, openValue } from "../openValue.ts";
import { variableNameFaults, variableValueFaults } from "../secretLooking.ts";
import { repositoryFaults, repositoryName } from "./repositoryName.ts";
import type { RepositoryArgs } from "./repositoryName.ts";

export interface ActionsVariablesArgs extends RepositoryArgs {
  /** Only jobs of this environment see them: `DeploymentEnvironment.environment`. Default: every job of the repository. */
  readonly environment?: pulumi.Input<string>;
  /** By name: `{ AWS_ROLE_TO_ASSUME: role.arn, OCI_TENANCY_OCID: "ocid1.tenancy.oc1..CHANGEME" }`. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Actions variables: what a workflow needs to know and what everybody may know. They come in logs as they are, so that
 * names and values that are secrets by nature are refused; a value that only an update knows is looked at then, before it
 * goes to GitHub. So is a value that Pulumi holds for secret.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @see https://www.pulumi.com/registry/packages/github/api-docs/actionsvariable/
 */
export class ActionsVariables extends pulumi.ComponentResource {
  constructor(name: string, args: ActionsVariablesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, actionsVariablesFaults(args, ownName));
    super("tidegate-trust:index:ActionsVariables", name, {}, opts);

    const repository = repositoryName(args);
    const { environment } = args;
    for (const [variableName, value] of Object.entries(args.variables)) {
      const open = openValue(name, value, (text, isSecret) =>
        lateValueFaults(`variables.${variableName}`, text, isSecret),
      );
      const given = { repository, variableName, value: open };
      if (environment === undefined) {
        new ActionsVariable(`${name}-${variableName}`, given, { parent: this });
      } else {
        new ActionsEnvironmentVariable(`${name}-${variableName}`, { ...given, environment }, { parent: this });
      }
    }
    this.registerOutputs({});
  }
}

/** What is wrong with the repository, the names, and the values as far as they are known. */
export function actionsVariablesFaults(args: ActionsVariablesArgs, label: Label): Fault[] {
  const names = Object.keys(args.variables);
  const twice = names.filter((one, at) => names.findIndex((other) => sameName(one, other)) < at);
  return [
    ...repositoryFaults(args, label),
    ...twice.map((given) => ({
      path: label("variables"),
      given,
      accepted: "each name once: capitals don't tell two apart",
    })),
    ...Object.entries(args.variables).flatMap(([name, value]) => [
      ...variableNameFaults(label(`variables.${name}`), name, ["GITHUB_"]),
      ...(typeof value === "string" ? valueFaults(label(`variables.${name}`), value) : []),
    ]),
  ];
}

/** GitHub's limit, 48 KB. */
const MOST_BYTES = 48 * 1024;

function valueFaults(path: string, value: string): Fault[] {
  const bytes = new TextEncoder().encode(value).length;
  return [
    ...variableValueFaults(path, value),
    ...(value === "" || bytes > MOST_BYTES
      ? [{ path, given: `${bytes} bytes`, accepted: `1 to ${MOST_BYTES} bytes` }]
      : []),
  ];
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What is wrong with a value that came later, and isn't to be shown. */
export function lateValueFaults(path: string, value: string, isSecret: boolean): Fault[] {
  return [...markedFaults(path, isSecret), ...valueFaults(path, value)];
}
