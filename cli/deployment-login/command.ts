/** `npm run deployment-login`. */
import type { Command } from "commander";
import { deploymentLogin } from "./index.ts";
import type { DeploymentLoginOptions, DeploymentLoginPorts } from "./index.ts";

/** Adds the command to the program. */
export function addDeploymentLogin(program: Command, ports: Pick<DeploymentLoginPorts, "tell" | "print">): void {
  program
    .command("deployment-login")
    .description(
      "For the pre-run commands of Pulumi Deployments: takes the run's token, writes AWS's profile for the role that fits its " +
        "operation (AWS_PREVIEW_ROLE_ARN or AWS_DEPLOY_ROLE_ARN, AWS_REGION), and exchanges it for a session of OCI (the " +
        "variables of oci-login). Where PULUMI_OPTION_POLICY_PACK is set, the policies are asked with the stack's own exemptions. " +
        "The run finds it all by PULUMI_ENV; elsewhere the lines for a shell are printed.",
    )
    .option("--token-file <file>", "the run's token; default: PULUMI_OIDC_TOKEN, else where Pulumi Deployments puts it")
    .option("--env-file <file>", "the file whose lines become the run's variables; default: /PULUMI_ENV in a run")
    .option("--folder <path>", "where the token and OCI's session go; default: ~/.tidegate")
    .addHelpText("after", "\nExit codes: 0 it is done, 1 it failed (what and why is on stderr), 2 the call was wrong.")
    .action(async (options: DeploymentLoginOptions) => {
      await deploymentLogin(options, { ...ports, env: process.env });
    });
}
