/**
 * What a run's pre-run command needs to know, as environment variables that everybody may read: `npm run deployment-login`
 * takes a role of AWS and a session of OCI by them, with the run's own token.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";
import { markedFaults } from "../openValue.ts";
import { domainUrlFaults } from "../oci/oidcSessions.ts";
import { variableNameFaults, variableValueFaults } from "../secretLooking.ts";

export interface DeploymentAws {
  /** ARN of the role that previews take; its trust names the operation `preview`. */
  readonly previewRoleArn: pulumi.Input<string>;
  /** ARN of the role that all other operations take; its trust never names `preview`. */
  readonly deployRoleArn: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

/** There is one session for all operations here: which service user a token becomes, the domain's trust says. */
export interface DeploymentOci {
  /** Base URL of the identity domain. */
  readonly domainUrl: pulumi.Input<string>;
  /** The public application's id. */
  readonly clientId: pulumi.Input<string>;
  readonly tenancyId: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

export interface DeploymentVariables {
  readonly organization: string;
  /** Default: no access to AWS. One of `aws` and `oci` must be there. */
  readonly aws?: DeploymentAws;
  /** Default: no access to OCI. */
  readonly oci?: DeploymentOci;
  /** Further variables, by name: `{ PULUMI_BACKEND_URL: url }`. None may be a secret. Default: none. */
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The variables by name. */
export function deploymentVariables(args: DeploymentVariables): Record<string, pulumi.Input<string>> {
  return { ...args.variables, ...ownVariables(args) };
}

/** What is wrong with the variables, as far as they are known. */
export function variablesFaults(args: DeploymentVariables, label: Label): Fault[] {
  const { aws, oci, variables = {} } = args;
  const own = Object.keys(ownVariables(args));
  return [
    ...(aws === undefined && oci === undefined
      ? [{ path: label("aws"), given: undefined, accepted: "aws or oci: a run without either gets into no cloud" }]
      : []),
    ...(aws === undefined ? [] : awsFaults(aws, (part) => label(`aws.${part}`))),
    ...(oci === undefined ? [] : ociFaults(oci, (part) => label(`oci.${part}`))),
    ...Object.entries(variables).flatMap(([name, value]) => [
      ...variableNameFaults(label(`variables.${name}`), name, SERVICES_OWN),
      ...(own.includes(name)
        ? [{ path: label(`variables.${name}`), given: name, accepted: "a name that aws and oci don't set already" }]
        : []),
      ...(typeof value === "string" ? variableValueFaults(label(`variables.${name}`), value) : []),
    ]),
  ];
}

/** What is wrong with a value that came later. */
export function lateVariableFaults(name: string, text: string, isSecret: boolean): Fault[] {
  const path = `variables.${name}`;
  return [...markedFaults(path, isSecret), ...variableValueFaults(path, text), ...(FORMS[name]?.(path, text) ?? [])];
}

/** Pulumi and GitHub set these for every run. */
const SERVICES_OWN = ["GITHUB_", "PULUMI_CI_", "PULUMI_DEPLOY_", "PULUMI_OIDC_"];

function ownVariables({ organization, aws, oci }: DeploymentVariables): Record<string, pulumi.Input<string>> {
  return {
    ...(aws !== undefined && {
      AWS_PREVIEW_ROLE_ARN: aws.previewRoleArn,
      AWS_DEPLOY_ROLE_ARN: aws.deployRoleArn,
      AWS_REGION: aws.region,
    }),
    ...(oci !== undefined && {
      OCI_WIF_DOMAIN_BASE_URL: oci.domainUrl,
      OCI_WIF_AUDIENCE: organization,
      OCI_WIF_CLIENT_IDENTIFIER: oci.clientId,
      OCI_TENANCY_OCID: oci.tenancyId,
      OCI_REGION: oci.region,
    }),
  };
}

const roleFaults = (path: string, given: string): Fault[] =>
  textFaults(path, given, /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "a role's ARN");
const regionFaults = (path: string, given: string): Fault[] =>
  textFaults(path, given, /^[a-z]+(-[a-z]+)+-\d+$/, "a region, as in eu-central-1");
const clientFaults = (path: string, given: string): Fault[] =>
  textFaults(path, given, /^[\w.-]+$/, "a public application's id, without a secret");
const tenancyFaults = (path: string, given: string): Fault[] =>
  textFaults(path, given, /^ocid1\.tenancy\.oc\d+\.\.[\w]+$/, "a tenancy's OCID");

/** What values must look like that are known late. */
const FORMS: Readonly<Record<string, (path: string, given: string) => Fault[]>> = {
  AWS_PREVIEW_ROLE_ARN: roleFaults,
  AWS_DEPLOY_ROLE_ARN: roleFaults,
  AWS_REGION: regionFaults,
  OCI_WIF_DOMAIN_BASE_URL: domainUrlFaults,
  OCI_WIF_CLIENT_IDENTIFIER: clientFaults,
  OCI_TENANCY_OCID: tenancyFaults,
  OCI_REGION: regionFaults,
};

function awsFaults({ previewRoleArn, deployRoleArn, region }: DeploymentAws, label: Label): Fault[] {
  return [
    ...known(label("previewRoleArn"), previewRoleArn, roleFaults),
    ...known(label("deployRoleArn"), deployRoleArn, roleFaults),
    ...(previewRoleArn === deployRoleArn
      ? [{ path: label("previewRoleArn"), given: previewRoleArn, accepted: "another role than the one that deploys" }]
      : []),
    ...known(label("region"), region, regionFaults),
  ];
}

function ociFaults({ domainUrl, clientId, tenancyId, region }: DeploymentOci, label: Label): Fault[] {
  return [
    ...known(label("domainUrl"), domainUrl, domainUrlFaults),
    ...known(label("clientId"), clientId, clientFaults),
    ...known(label("tenancyId"), tenancyId, tenancyFaults),
    ...known(label("region"), region, regionFaults),
  ];
}

function known(path: string, given: pulumi.Input<string>, judge: (path: string, given: string) => Fault[]): Fault[] {
  return typeof given === "string" ? judge(path, given) : [];
}
