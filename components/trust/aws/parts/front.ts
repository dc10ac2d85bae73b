/** What users meet: buckets, names, CloudFront, gateways, Cloud Map, sign-in. */
import type { Needs, System } from "../system.ts";
import { allow, arnIn, claimed, globalArn, kept, owned, unclaimed } from "../system.ts";

export function bucketNeeds(system: System): Needs {
  const own = system.buckets.map(({ bucketName }) => `arn:aws:s3:::${bucketName}`);
  const sites = system.buckets
    .filter(({ holds }) => holds === "site")
    .map(({ bucketName }) => `arn:aws:s3:::${bucketName}`);
  const files = (buckets: readonly string[]) => buckets.map((arn) => `${arn}/*`);
  if (own.length === 0) return { read: [], write: [] };
  return {
    // Settings, and no object.
    read: [
      allow(
        "LookAtBuckets",
        [
          "s3:GetAccelerateConfiguration",
          "s3:GetBucket*",
          "s3:GetEncryptionConfiguration",
          "s3:GetLifecycleConfiguration",
          "s3:GetReplicationConfiguration",
          "s3:ListBucket",
          "s3:ListTagsForResource",
        ],
        own,
      ),
    ],
    write: [
      allow(
        "ChangeOwnBuckets",
        [
          "s3:CreateBucket",
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:DeleteBucketWebsite",
          "s3:ListBucketVersions",
          "s3:PutBucketOwnershipControls",
          "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketTagging",
          "s3:PutBucketVersioning",
          "s3:PutBucketWebsite",
          "s3:PutEncryptionConfiguration",
          "s3:PutLifecycleConfiguration",
          "s3:TagResource",
          "s3:UntagResource",
        ],
        own,
      ),
      // A bucket goes only when it is empty.
      allow("EmptyOwnBuckets", ["s3:DeleteObject", "s3:DeleteObjectVersion"], files(own)),
      ...(sites.length === 0 ? [] : [allow("UploadSite", ["s3:GetObject", "s3:PutObject"], files(sites))]),
    ],
  };
}

/** Records of the own names, and of those below them that prove a certificate's. */
export function nameNeeds(system: System): Needs {
  const { domains } = system;
  if (domains.length === 0) return { read: [], write: [] };
  const zones = [...new Set(domains.map(({ zoneId }) => `arn:aws:route53:::hostedzone/${zoneId}`))];
  const names = domains.flatMap(({ domainName }) => [domainName, `_*.${domainName}`]);
  return {
    read: [
      allow(
        "LookAtZones",
        ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
        zones,
      ),
      allow("LookAtChanges", ["route53:GetChange"], ["arn:aws:route53:::change/*"]),
    ],
    write: [
      allow("ChangeOwnRecords", ["route53:ChangeResourceRecordSets"], zones, {
        "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": names },
        Null: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": "false" },
      }),
    ],
  };
}

export function cdnNeeds(system: System): Needs {
  if (system.serverless === undefined) return { read: [], write: [] };
  const distributions = [globalArn(system, "cloudfront", "distribution/*")];
  // They carry no tag, and AWS makes up their ids: one can't be told from a neighbour's.
  const controls = [globalArn(system, "cloudfront", "origin-access-control/*")];
  const { webAcl } = system;
  const waf = (resource: string) => arnIn({ ...system, region: "us-east-1" }, "wafv2", resource);
  const acl = webAcl === undefined ? [] : [waf(`global/webacl/${webAcl}/*`)];
  return {
    read: [
      allow(
        "LookAtDistribution",
        ["cloudfront:GetDistribution", "cloudfront:GetDistributionConfig", "cloudfront:ListTagsForResource"],
        distributions,
        owned(system),
      ),
      allow("LookAtOriginAccess", ["cloudfront:GetOriginAccessControl"], controls),
      ...acl.map((one) => allow("LookAtWebAcl", ["wafv2:GetWebACL", "wafv2:ListTagsForResource"], [one])),
    ],
    write: [
      allow("MakeDistribution", ["cloudfront:CreateDistribution"], ["*"], claimed(system)),
      allow("TagNewDistribution", ["cloudfront:TagResource"], distributions, unclaimed(system)),
      allow(
        "ChangeOwnDistribution",
        [
          "cloudfront:CreateInvalidation",
          "cloudfront:DeleteDistribution",
          "cloudfront:GetInvalidation",
          "cloudfront:TagResource",
          "cloudfront:UntagResource",
          "cloudfront:UpdateDistribution",
        ],
        distributions,
        kept(system),
      ),
      allow(
        "ChangeOriginAccess",
        [
          "cloudfront:CreateOriginAccessControl",
          "cloudfront:DeleteOriginAccessControl",
          "cloudfront:UpdateOriginAccessControl",
        ],
        controls,
      ),
      ...acl.map((one) =>
        allow(
          "ChangeOwnWebAcl",
          [
            "wafv2:CreateWebACL",
            "wafv2:DeleteWebACL",
            "wafv2:TagResource",
            "wafv2:UntagResource",
            "wafv2:UpdateWebACL",
          ],
          [one, waf("global/managedruleset/*/*")],
        ),
      ),
    ],
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-control-access.html */
export function gatewayNeeds(system: System): Needs {
  if (system.serverless === undefined) return { read: [], write: [] };
  const gateway = (path: string) => `arn:aws:apigateway:${system.region}::${path}`;
  const collections = ["/apis", "/domainnames", "/vpclinks"].map(gateway);
  const things = ["/apis/*", "/domainnames/*", "/vpclinks/*"].map(gateway);
  const tags = [gateway("/tags/*")];
  return {
    read: [allow("LookAtGateways", ["apigateway:GET"], things, owned(system))],
    write: [
      allow("MakeGateways", ["apigateway:POST"], collections, claimed(system)),
      allow(
        "ChangeOwnGateways",
        ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"],
        things,
        owned(system),
      ),
      allow("TagGateways", ["apigateway:POST", "apigateway:PUT"], tags, unclaimed(system)),
    ],
  };
}

/** @see https://docs.aws.amazon.com/cloud-map/latest/dg/auth-and-access-control.html */
export function discoveryNeeds(system: System): Needs {
  if (system.serverless === undefined) return { read: [], write: [] };
  const services = arnIn(system, "servicediscovery", "service/*");
  const things = [arnIn(system, "servicediscovery", "namespace/*"), services];
  const byCloudMap = { "ForAnyValue:StringEquals": { "aws:CalledVia": ["servicediscovery.amazonaws.com"] } };
  return {
    read: [
      allow("LookAtNames", ["servicediscovery:GetNamespace", "servicediscovery:GetService"], things, owned(system)),
      // They know no resource.
      allow("LookAtOperations", ["servicediscovery:GetOperation", "servicediscovery:ListTagsForResource"], ["*"]),
    ],
    write: [
      // Tagging knows no resource: this is the one service whose tags a neighbour in the same account could rewrite.
      allow(
        "MakeNamespace",
        ["servicediscovery:CreatePrivateDnsNamespace", "servicediscovery:TagResource"],
        ["*"],
        claimed(system),
      ),
      allow("MakeNames", ["servicediscovery:CreateService"], [services], claimed(system)),
      allow(
        "ChangeOwnNames",
        [
          "servicediscovery:CreateService",
          "servicediscovery:DeleteNamespace",
          "servicediscovery:DeleteService",
          "servicediscovery:DeregisterInstance",
          "servicediscovery:ListInstances",
          "servicediscovery:UpdateService",
        ],
        things,
        owned(system),
      ),
      // Cloud Map makes the namespace's private zone in the name of whoever makes the namespace.
      allow(
        "MakePrivateZone",
        [
          "route53:CreateHostedZone",
          "route53:DeleteHostedZone",
          "route53:GetHostedZone",
          "route53:ListHostedZonesByName",
        ],
        ["*"],
        byCloudMap,
      ),
    ],
  };
}

export function signInNeeds(system: System): Needs {
  if (system.serverless === undefined) return { read: [], write: [] };
  const pools = [arnIn(system, "cognito-idp", "userpool/*")];
  return {
    read: [
      allow(
        "LookAtSignIn",
        [
          "cognito-idp:DescribeIdentityProvider",
          "cognito-idp:DescribeUserPool",
          "cognito-idp:DescribeUserPoolClient",
          "cognito-idp:GetUserPoolMfaConfig",
          "cognito-idp:ListTagsForResource",
        ],
        pools,
        owned(system),
      ),
      allow("LookAtSignInDomain", ["cognito-idp:DescribeUserPoolDomain"], ["*"]),
    ],
    write: [
      allow("MakeSignIn", ["cognito-idp:CreateUserPool"], ["*"], claimed(system)),
      allow("TagNewSignIn", ["cognito-idp:TagResource"], pools, unclaimed(system)),
      allow(
        "ChangeOwnSignIn",
        [
          "cognito-idp:CreateIdentityProvider",
          "cognito-idp:CreateUserPoolClient",
          "cognito-idp:CreateUserPoolDomain",
          "cognito-idp:DeleteIdentityProvider",
          "cognito-idp:DeleteUserPool",
          "cognito-idp:DeleteUserPoolClient",
          "cognito-idp:DeleteUserPoolDomain",
          "cognito-idp:SetUserPoolMfaConfig",
          "cognito-idp:TagResource",
          "cognito-idp:UntagResource",
          "cognito-idp:UpdateIdentityProvider",
          "cognito-idp:UpdateUserPool",
          "cognito-idp:UpdateUserPoolClient",
        ],
        pools,
        kept(system),
      ),
    ],
  };
}
