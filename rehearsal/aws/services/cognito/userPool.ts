/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cognito/userpool/ */
import { makeArn } from "../../arn.ts";
import { atMostOne, between, isGiven, known, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Resource } from "../../resource.ts";

export const USER_POOL = "aws:cognito/userPool:UserPool";
export const USER_POOL_DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";

export const userPool: Kind = {
  type: USER_POOL,
  name: {
    property: "name",
    max: 128,
    pattern: /^[\w\s+=,.@-]{1,128}$/,
    accepted: "letters, digits, spaces and +=,.@-_",
  },
  replaces: ["aliasAttributes", "usernameAttributes", "usernameConfiguration.**"],
  sets: ["aliasAttributes", "autoVerifiedAttributes", "usernameAttributes", "schemas"],
  check: (inputs) => [
    ...oneOf(inputs, "mfaConfiguration", ["OFF", "ON", "OPTIONAL"]),
    ...oneOf(inputs, "deletionProtection", ["ACTIVE", "INACTIVE"]),
    ...oneOf(inputs, "userPoolTier", ["LITE", "ESSENTIALS", "PLUS"]),
    ...between(inputs, "passwordPolicy.minimumLength", 6, 99),
    ...between(inputs, "passwordPolicy.temporaryPasswordValidityDays", 0, 365),
    ...atMostOne(inputs, ["aliasAttributes", "usernameAttributes"]),
    ...secondFactor(inputs),
  ],
  create({ inputs }, cloud) {
    const { region, account } = cloud;
    const id = `${region}_${cloud.token(9)}`;
    const date = cloud.timestamp();
    return {
      id,
      outputs: {
        ...defaults(inputs),
        arn: makeArn({ service: "cognito-idp", region, account, resource: `userpool/${id}` }),
        endpoint: `cognito-idp.${region}.amazonaws.com/${id}`,
        creationDate: date,
        lastModifiedDate: date,
        customDomain: "",
        domain: "",
        estimatedNumberOfUsers: 0,
      },
    };
  },
  update: ({ inputs }, cloud) => ({ ...defaults(inputs), lastModifiedDate: cloud.timestamp() }),
  remove({ id, inputs }, cloud) {
    if (inputs["deletionProtection"] === "ACTIVE") {
      const why = "The user pool cannot be deleted because deletion protection is activated.";
      throw new AwsError("InvalidParameterException", `${why} Deletion protection must be inactivated first.`);
    }
    if (!cloud.list(USER_POOL_DOMAIN).some(({ inputs: its }) => its["userPoolId"] === id)) return;
    const message = "User pool cannot be deleted. It has a domain configured that should be deleted first.";
    throw new AwsError("InvalidParameterException", message);
  },
};

/** @throws AwsError ResourceNotFoundException */
export function needUserPool(id: string | undefined, cloud: Cloud): Resource {
  const found = cloud.get(USER_POOL, id ?? "");
  if (found !== undefined) return found;
  throw new AwsError("ResourceNotFoundException", `User pool ${id ?? ""} does not exist.`);
}

function defaults(inputs: Properties): Properties {
  return {
    mfaConfiguration: textAt(inputs, "mfaConfiguration") ?? "OFF",
    deletionProtection: textAt(inputs, "deletionProtection") ?? "INACTIVE",
    userPoolTier: textAt(inputs, "userPoolTier") ?? "ESSENTIALS",
  };
}

/** Who asks for a second factor has to offer one. */
function secondFactor(inputs: Properties): Failure[] {
  const mode = known(inputs, "mfaConfiguration");
  const offers = [
    "softwareTokenMfaConfiguration",
    "smsConfiguration",
    "emailMfaConfiguration",
    "webAuthnConfiguration",
  ];
  if (mode === undefined || mode === "OFF" || offers.some((name) => isGiven(inputs, name))) return [];
  return refuse("mfaConfiguration", `mfaConfiguration ${JSON.stringify(mode)} needs one of ${offers.join(", ")}`);
}
