import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { holds } from "./judged.ts";

const document = (...statements: readonly Bag[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const policy = (...statements: readonly Bag[]): Bag => ({ policy: document(...statements) });

const BUCKET = "arn:aws:s3:::orders/*";
const OPEN: Bag = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: BUCKET };
const open = (change: Bag): Bag => policy({ ...OPEN, ...change });
const asks = (operator: string, key: string, value: Value): Bag =>
  open({ Condition: { [operator]: { [key]: value } } });
const ANYBODY = "policy.Statement[0].Principal any-principal";
const root = { AWS: "arn:aws:iam::111122223333:root" };

describe("keyless: whom things let in", () => {
  holds([
    {
      policy: "aws-resource-not-open",
      type: "aws:s3/bucketPolicy:BucketPolicy",
      fine: open({ Principal: root }),
      alsoFine: [
        ["a denial of plain HTTP", open({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } })],
        ["a document that isn't known yet", { policy: UNKNOWN }],
        ["a principal that isn't known yet", { policy: { Statement: { ...OPEN, Principal: UNKNOWN } } }],
        ["a condition that isn't known yet", { policy: { Statement: { ...OPEN, Condition: UNKNOWN } } }],
        [
          "a value that isn't known yet",
          { policy: { Statement: { ...OPEN, Condition: { ArnEquals: { "aws:SourceArn": UNKNOWN } } } } },
        ],
        ["one source", asks("ArnEquals", "aws:SourceArn", "arn:aws:cloudfront::111122223333:distribution/E1")],
        ["an account's sources", asks("ArnLike", "AWS:SourceArn", "arn:aws:s3:*:111122223333:*")],
        ["one account", asks("StringEquals", "aws:SourceAccount", "111122223333")],
        ["one organisation", asks("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")],
        ["an organisation's part", asks("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*")],
        ["one endpoint", asks("StringEquals", "aws:SourceVpce", ["vpce-1", "vpce-2"])],
        ["some addresses", asks("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
      ],
      breaks: [
        ["everybody", open({}), ANYBODY],
        ["everybody of AWS", open({ Principal: { AWS: "*" } }), ANYBODY],
        ["everybody among others", open({ Principal: { AWS: ["arn:aws:iam::1:root", "*"] } }), ANYBODY],
        ["everybody by TLS", asks("Bool", "aws:SecureTransport", "true"), ANYBODY],
        ["any source", asks("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"), ANYBODY],
        [
          "one account, or whoever doesn't say",
          asks("StringEqualsIfExists", "aws:SourceAccount", "111122223333"),
          ANYBODY,
        ],
        ["all values of none", asks("ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"), ANYBODY],
        ["all accounts but one", asks("StringNotEquals", "aws:SourceAccount", "111122223333"), ANYBODY],
        ["one account or any", asks("StringLike", "aws:SourceAccount", ["111122223333", "*"]), ANYBODY],
        ["all addresses", asks("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/0"]), ANYBODY],
        ["a key that is none", asks("StringEquals", "constructor", "x"), ANYBODY],
        ["a tag that anybody can have", asks("StringEquals", "aws:PrincipalTag/team", "orders"), ANYBODY],
        [
          "everybody but some",
          policy({ Effect: "Allow", NotPrincipal: root, Action: "s3:*", Resource: BUCKET }),
          "policy.Statement[0].NotPrincipal not-principal",
        ],
        ["what is no document", { policy: "public" }, "policy unreadable"],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:kms/key:Key",
      fine: policy({ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }),
      alsoFine: [
        [
          "the key that AWS makes",
          policy({
            ...OPEN,
            Condition: { StringEquals: { "kms:CallerAccount": "1", "kms:ViaService": "s3.eu.amazonaws.com" } },
          }),
        ],
      ],
      breaks: [
        [
          "everybody who comes by a service",
          policy({ ...OPEN, Condition: { StringEquals: { "kms:ViaService": "s3.eu.amazonaws.com" } } }),
          ANYBODY,
        ],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
      fine: { details: { name: "x", policy: document({ ...OPEN, Principal: root }) } },
      breaks: [
        [
          "everybody",
          { details: { name: "x", policy: document(OPEN) } },
          "details.policy.Statement[0].Principal any-principal",
        ],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:lambda/permission:Permission",
      fine: { principal: "events.amazonaws.com", action: "lambda:InvokeFunction" },
      alsoFine: [
        ["everybody of an organisation", { principal: "*", principalOrgId: "o-a1b2c3d4e5" }],
        ["a source that isn't known yet", { principal: "*", sourceArn: UNKNOWN }],
      ],
      breaks: [
        ["everybody", { principal: "*" }, "principal any-principal"],
        ["everybody by a URL", { principal: "*", functionUrlAuthType: "NONE" }, "principal any-principal"],
      ],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:cloudwatch/eventPermission:EventPermission",
      fine: { principal: "111122223333" },
      alsoFine: [
        [
          "everybody of an organisation",
          { principal: "*", condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-1" } },
        ],
      ],
      breaks: [["everybody", { principal: "*" }, "principal any-principal"]],
    },
  ]);
});
