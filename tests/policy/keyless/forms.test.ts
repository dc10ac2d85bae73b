/** The same trusts, keys and open doors in forms that one doesn't think of first. */
import { randomBytes } from "node:crypto";
import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { holds } from "./judged.ts";

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
const document = (statement: Bag): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

const OPEN: Bag = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" };
const ROOT = { AWS: "arn:aws:iam::111122223333:root" };
const ANYBODY = "policy.Statement[0].Principal any-principal";
const asks = (operator: string, key: string, value: Value): Bag => ({
  policy: document({ ...OPEN, Condition: { [operator]: { [key]: value } } }),
});

const CAPABILITIES = "urnietfparamsscimschemasoracleidcsextensioncapabilitiesUser";

describe("keyless: things that let everybody in, in other forms", () => {
  holds([
    {
      policy: "aws-resource-not-open",
      type: "aws:s3/bucketPolicy:BucketPolicy",
      fine: { policy: document({ ...OPEN, Principal: ROOT }) },
      alsoFine: [
        ["a large network of one's own", asks("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "fd00::/8"])],
        ["a provider's network", asks("IpAddress", "aws:SourceIp", "2001:db8::/32")],
        ["an account's endpoints", asks("StringEquals", "aws:VpceAccount", "111122223333")],
        ["an organisation's endpoints", asks("StringEquals", "aws:VpceOrgID", "o-a1b2c3d4e5")],
        ["one network", asks("ArnEquals", "aws:SourceVpcArn", "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1")],
      ],
      breaks: [
        ["all addresses in two halves", asks("IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"]), ANYBODY],
        ["all of the internet's IPv6", asks("IpAddress", "aws:SourceIp", "2000::/3"), ANYBODY],
        [
          "a policy that is written in a URL's letters",
          { policy: encodeURIComponent(document(OPEN)) },
          "policy unreadable",
        ],
        [
          "everybody in a statement that is no list",
          { policy: { Statement: OPEN } },
          "policy.Statement.Principal any-principal",
        ],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:s3/bucketV2:BucketV2",
      fine: { policy: document({ ...OPEN, Principal: ROOT }) },
      breaks: [["everybody", { policy: document(OPEN) }, ANYBODY]],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      fine: { repositoryPolicy: document({ ...OPEN, Principal: ROOT }) },
      breaks: [
        [
          "repositories that everybody pulls from",
          { repositoryPolicy: document(OPEN) },
          "repositoryPolicy.Statement[0].Principal any-principal",
        ],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:lambda/functionUrl:FunctionUrl",
      fine: { authorizationType: "AWS_IAM" },
      alsoFine: [["a way that isn't known yet", { authorizationType: UNKNOWN }]],
      breaks: [["no sign-in", { authorizationType: "NONE" }, "authorizationType any-principal"]],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:lambda/permission:Permission",
      fine: { principal: "*", sourceArn: "arn:aws:execute-api:eu-central-1:111122223333:api1/*" },
      breaks: [
        ["any bucket's events", { sourceArn: "arn:aws:s3:::*" }, "principal any-principal"],
        ["an empty source", { sourceArn: "" }, "principal any-principal"],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
      fine: { principal: "111122223333" },
      alsoFine: [["everybody of an organisation", { principal: "*", organizationId: "o-a1b2c3d4e5" }]],
      breaks: [["everybody", { principal: "*" }, "principal any-principal"]],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:cloudwatch/eventPermission:EventPermission",
      fine: { principal: "*", condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" } },
      alsoFine: [
        ["a condition that isn't known yet", { condition: UNKNOWN }],
        [
          "an organisation that isn't known yet",
          { condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: UNKNOWN } },
        ],
      ],
      breaks: [
        [
          "every organisation",
          { condition: { key: "aws:PrincipalOrgID", type: "StringLike", value: "o-*" } },
          "principal any-principal",
        ],
      ],
    },
  ]);
});

describe("keyless: keys and trusts in other forms", () => {
  holds([
    {
      policy: "aws-trust-known-issuers",
      type: "aws:iam/role:Role",
      fine: {},
      breaks: [
        [
          "whoever signs in by a pool of Cognito's",
          {
            assumeRolePolicy: document({
              Effect: "Allow",
              Principal: { Federated: "cognito-identity.amazonaws.com" },
              Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
            }),
          },
          "assumeRolePolicy.Statement[0].Principal unknown-issuer",
        ],
      ],
    },
    {
      policy: "aws-trust-named",
      type: "aws:iam/role:Role",
      fine: { assumeRolePolicy: document({ Effect: "Allow", Principal: ROOT, Action: "sts:AssumeRole" }) },
      breaks: [
        [
          "a session that a user's key made",
          {
            assumeRolePolicy: document({
              Effect: "Allow",
              Principal: { AWS: "arn:aws:sts::111122223333:federated-user/ann" },
              Action: "sts:AssumeRole",
            }),
          },
          "assumeRolePolicy.Statement[0].Principal user",
        ],
      ],
    },
    {
      policy: "oci-no-keys",
      type: "oci:Identity/domainsUser:DomainsUser",
      fine: { userName: "pipelines", [CAPABILITIES]: { canUseApiKeys: false, canUseConsolePassword: true } },
      alsoFine: [["capabilities that aren't known yet", { [CAPABILITIES]: UNKNOWN }]],
      breaks: [
        ["API keys", { [CAPABILITIES]: { canUseApiKeys: true } }, `${CAPABILITIES}.canUseApiKeys capability`],
        [
          "a client's secret",
          { [CAPABILITIES]: { canUseOauth2clientCredentials: true } },
          `${CAPABILITIES}.canUseOauth2clientCredentials capability`,
        ],
        ["a password", { password: hex(8) }, "password key"],
        ["a password that isn't known yet", { password: UNKNOWN }, "password key"],
      ],
    },
    {
      policy: "providers-keyless",
      type: "pulumi:providers:aws",
      fine: {
        region: "eu-central-1",
        assumeRoleWithWebIdentity: JSON.stringify({ roleArn: "arn:aws:iam::1:role/x", webIdentityTokenFile: "token" }),
      },
      alsoFine: [["no JSON", { assumeRoleWithWebIdentity: "{" }]],
      breaks: [
        [
          "a token within the role that it is for",
          { assumeRoleWithWebIdentity: JSON.stringify({ webIdentityToken: hex(30) }) },
          "assumeRoleWithWebIdentity.webIdentityToken key",
        ],
        [
          "a token within an object",
          { assumeRoleWithWebIdentity: { webIdentityToken: UNKNOWN } },
          "assumeRoleWithWebIdentity.webIdentityToken key",
        ],
      ],
    },
    {
      policy: "deployments-keyless",
      type: "pulumiservice:api/deployments:Settings",
      fine: {
        operationContext: { environmentVariables: { AWS_REGION: "eu-central-1" } },
        executorContext: { executorImage: { reference: "pulumi/pulumi-nodejs:3" } },
      },
      alsoFine: [["an image by its name alone", { executorContext: { executorImage: "pulumi/pulumi-nodejs:3" } }]],
      breaks: [
        [
          "a key by its name",
          { operationContext: { environmentVariables: { AWS_SECRET_ACCESS_KEY: UNKNOWN } } },
          "operationContext.environmentVariables.AWS_SECRET_ACCESS_KEY name",
        ],
        [
          "a token for git that is text",
          { sourceContext: { git: { gitAuth: { accessToken: hex(20) } } } },
          "sourceContext.git.gitAuth.accessToken git",
        ],
        [
          "a password for the image",
          { executorContext: { executorImage: { reference: "x", credentials: { username: "x", password: hex(8) } } } },
          "executorContext.executorImage.credentials registry",
        ],
      ],
    },
  ]);
});
