/** Identity and Access Management. */
import type { AwsService } from "../../kind.ts";
import { functions } from "./functions.ts";
import { instanceProfile } from "./instanceProfile.ts";
import { openIdConnectProvider } from "./openIdConnectProvider.ts";
import { policy } from "./policy.ts";
import { policyAttachment } from "./policyAttachment.ts";
import { role } from "./role.ts";
import { rolePolicy } from "./rolePolicy.ts";
import { rolePolicyAttachment } from "./rolePolicyAttachment.ts";
import { serviceLinkedRole } from "./serviceLinkedRole.ts";

export const iam: AwsService = {
  name: "iam",
  kinds: [
    role,
    rolePolicy,
    policy,
    rolePolicyAttachment,
    policyAttachment,
    instanceProfile,
    openIdConnectProvider,
    serviceLinkedRole,
  ],
  functions,
};
