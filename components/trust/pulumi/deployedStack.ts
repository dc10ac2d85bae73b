import * as pulumi from "@pulumi/pulumi";
import { DeploymentSettings } from "@pulumi/pulumiservice/deploymentSettings.js";
import { Stack } from "@pulumi/pulumiservice/stack.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { deploymentFaults } from "../deployment.ts";
import { repositoryFaults } from "../github/repositoryName.ts";
import type { RepositoryArgs } from "../github/repositoryName.ts";
import { openValue } from "../openValue.ts";
import { refNameFaults } from "../refName.ts";
import { deploymentVariables, lateVariableFaults, variablesFaults } from "./variables.ts";
import type { DeploymentVariables } from "./variables.ts";

export type { DeploymentAws, DeploymentOci, DeploymentVariables } from "./variables.ts";

export interface DeployedStackArgs extends RepositoryArgs, DeploymentVariables {
  /** The Pulumi organisation, in lower case. It is the audience of the runs' tokens. */
  readonly organization: string;
  /** The system: its project's name, and that of its folder below `stacks`. */
  readonly project: string;
  /** The stack's name: `dev`. */
  readonly stack: string;
  /** The branch that is deployed, and that pull requests aim at: `main`. */
  readonly branch: string;
  /**
   * Whether a push to the branch deploys. Default: yes. Where tags decide, as in prod, it is false: Pulumi's push-to-deploy
   * goes by branches, and the run is started by hand or by whoever watches the tags.
   */
  readonly deployOnPush?: boolean;
  /** Whether pull requests that aim at the branch are previewed. Default: yes. */
  readonly previewPullRequests?: boolean;
  /** Further filters of changed files, relative to the repository's root; `!` before one leaves files out. Default: none. */
  readonly paths?: readonly string[];
}

/**
 * One system's stack, deployed by Pulumi Deployments: the stack in Pulumi Cloud, made first, and how it is run. A run gets
 * into the clouds by its own token alone. `operationContext.oidc` isn't used, because it takes one role a stack: a pull
 * request's preview would run with the role that deploys. Instead a pre-run command takes the role that fits the token's
 * operation (`npm run deployment-login`), and each role's trust names its operations.
 *
 * Give the roles sessions of an hour at least: a profile of AWS's can't ask for a shorter one.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://www.pulumi.com/docs/deployments/concepts/settings/
 * @see https://www.pulumi.com/registry/packages/pulumiservice/api-docs/deploymentsettings/
 */
export class DeployedStack extends pulumi.ComponentResource {
  /** `organization/project/stack`, known once its settings are there. */
  readonly stackId: pulumi.Output<string>;

  constructor(name: string, args: DeployedStackArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, deployedStackFaults(args, ownName));
    super("tidegate-trust:index:DeployedStack", name, {}, opts);
    const { organization, project, stack } = args;
    const home = new Stack(
      name,
      { organizationName: organization, projectName: project, stackName: stack },
      { parent: this },
    );
    const settings = new DeploymentSettings(
      name,
      {
        organization: home.organizationName,
        project: home.projectName,
        stack: home.stackName,
        sourceContext: { git: { branch: `refs/heads/${args.branch}`, repoDir: `stacks/${project}` } },
        vcs: {
          provider: "github",
          repository: args.repository,
          deployCommits: args.deployOnPush ?? true,
          previewPullRequests: args.previewPullRequests ?? true,
          pullRequestTemplate: false,
          paths: [`stacks/${project}/**`, ...SHARED_PATHS, ...(args.paths ?? [])],
        },
        operationContext: {
          options: { skipInstallDependencies: true },
          preRunCommands: PRE_RUN_COMMANDS,
          environmentVariables: openVariables(name, args),
        },
      },
      { parent: this },
    );
    this.stackId = settings.id;
    this.registerOutputs({ stackId: this.stackId });
  }
}

/** What is wrong with the stack, the repository, the branch, the paths and the variables. */
export function deployedStackFaults(args: DeployedStackArgs, label: Label): Fault[] {
  const { organization, project, stack, branch, paths = [] } = args;
  return [
    ...deploymentFaults({ organization, project, stack, operation: "update" }, label),
    ...repositoryFaults(args, label),
    ...refNameFaults(label("branch"), branch),
    ...paths.flatMap((path, index) =>
      textFaults(
        label(`paths[${index}]`),
        path,
        /^!?(?!\/|\.\.?\/)\S+$/,
        "a filter relative to the repository's root, without a blank and without a slash first",
      ),
    ),
    ...variablesFaults(args, label),
  ];
}

/** What every system's program may read beside its own folder, and what changes no plan. */
const SHARED_PATHS = [
  "components/**",
  "policy/**",
  "tools/fast-start/**",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "!**/*.md",
];

/** They begin in the stack's own folder, each in a shell of its own. */
const PRE_RUN_COMMANDS = ["npm ci", "npm run deployment-login"].map(
  (command) => `cd "$(git rev-parse --show-toplevel)" && ${command}`,
);

function openVariables(name: string, args: DeployedStackArgs): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    Object.entries(deploymentVariables(args)).map(([variable, value]) => [
      variable,
      openValue(name, value, (text, isSecret) => lateVariableFaults(variable, text, isSecret)),
    ]),
  );
}
