import type { Policy } from "@tidegate/policy";
import { awsKafkaScoped } from "./policies/aws-kafka-scoped.ts";
import { awsNoAdministrator } from "./policies/aws-no-administrator.ts";
import { awsNoKeys } from "./policies/aws-no-keys.ts";
import { awsPassRoleScoped } from "./policies/aws-pass-role-scoped.ts";
import { awsResourceNotOpen } from "./policies/aws-resource-not-open.ts";
import { awsServiceScoped } from "./policies/aws-service-scoped.ts";
import { awsTrustKnownIssuers } from "./policies/aws-trust-known-issuers.ts";
import { awsTrustNamed } from "./policies/aws-trust-named.ts";
import { awsTrustPinned } from "./policies/aws-trust-pinned.ts";
import { deploymentsKeyless } from "./policies/deployments-keyless.ts";
import { githubNoCloudSecrets } from "./policies/github-no-cloud-secrets.ts";
import { githubSubjectWhole } from "./policies/github-subject-whole.ts";
import { githubVariablesOpen } from "./policies/github-variables-open.ts";
import { ociNoKeys } from "./policies/oci-no-keys.ts";
import { ociStatementsNamed } from "./policies/oci-statements-named.ts";
import { ociTrustPinned } from "./policies/oci-trust-pinned.ts";
import { providersKeyless } from "./policies/providers-keyless.ts";
import { pulumiTrustPinned } from "./policies/pulumi-trust-pinned.ts";

/** The pack's policies, in the order in which they are shown. */
export const policies: readonly Policy[] = [
  awsTrustKnownIssuers,
  awsTrustPinned,
  awsTrustNamed,
  ociTrustPinned,
  pulumiTrustPinned,
  githubSubjectWhole,
  awsNoKeys,
  ociNoKeys,
  providersKeyless,
  githubNoCloudSecrets,
  githubVariablesOpen,
  deploymentsKeyless,
  awsPassRoleScoped,
  awsNoAdministrator,
  awsServiceScoped,
  awsKafkaScoped,
  awsResourceNotOpen,
  ociStatementsNamed,
];
