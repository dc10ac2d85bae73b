/** How much is granted: whole services, Kafka's topics, and Pulumi Cloud's tokens. */
import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { holds } from "./judged.ts";

const policy = (...statements: readonly Bag[]): Bag => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});

const READ: Bag = { Effect: "Allow", Action: ["s3:*"], Resource: ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"] };
const read = (change: Bag): Bag => policy({ ...READ, ...change });
const WHOLE = "policy.Statement[0].Action whole-service";

const KAFKA = "arn:aws:kafka:eu-central-1:111122223333";
const TOPIC: Bag = {
  Effect: "Allow",
  Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
  Resource: [`${KAFKA}:topic/orders/0a1b-1/placed`],
};
const topic = (change: Bag): Bag => policy({ ...TOPIC, ...change });
const ANY_TOPIC = "policy.Statement[0].Resource any-topic";
const ANY_ACTION = "policy.Statement[0].Action any-action";

const [AUDIENCE, SUBJECT] = ["urn:pulumi:org:tidegate", "repo:tidegate/tidegate:environment:prod"];
const allow = (rules: Value, more: Bag = {}): Bag => ({
  policies: [{ decision: "allow", tokenType: "organization", rules, ...more }],
});

describe("keyless: how much is granted", () => {
  holds([
    {
      policy: "aws-service-scoped",
      type: "aws:iam/policy:Policy",
      fine: { name: "orders", ...read({}) },
      alsoFine: [
        [
          "named actions on everything",
          read({ Action: ["ec2:Describe*", "ecr:GetAuthorizationToken"], Resource: "*" }),
        ],
        [
          "a service's things of one kind",
          read({ Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:1:table/orders-*" }),
        ],
        ["a denial", read({ Effect: "Deny", Resource: "*" })],
        ["a boundary", { name: "orders-boundary", ...read({ Resource: "*" }) }],
        ["what grants everything, which is another policy's", read({ Action: "*", Resource: "*" })],
        ["a document that isn't known yet", { policy: UNKNOWN }],
        ["a resource that isn't known yet", { policy: { Statement: { ...READ, Resource: UNKNOWN } } }],
      ],
      breaks: [
        ["all of IAM", read({ Action: "iam:*", Resource: "*" }), WHOLE],
        ["all of IAM on all of IAM's", read({ Action: "iam:*", Resource: "arn:aws:iam::111122223333:*" }), WHOLE],
        ["all of a service among others", read({ Action: ["logs:PutLogEvents", "s3:*"], Resource: "*" }), WHOLE],
        ["all of a service in two stars", read({ Action: "S3:**", Resource: "*" }), WHOLE],
        ["all of services whose names begin alike", read({ Action: "s*:*", Resource: "*" }), WHOLE],
        ["all buckets", read({ Resource: "arn:aws:s3:::*" }), WHOLE],
        ["all tables everywhere", read({ Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:*:*" }), WHOLE],
        ["every action on all buckets", read({ Action: "*", Resource: "arn:aws:s3:::*" }), WHOLE],
        ["all buckets but one", policy({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::states" }), WHOLE],
        [
          "all of a service, with a condition",
          read({ Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
          WHOLE,
        ],
      ],
    },
    {
      policy: "aws-service-scoped",
      type: "aws:iam/role:Role",
      fine: { inlinePolicies: [read({})] },
      breaks: [
        [
          "all of a service in a role's own policy",
          { inlinePolicies: [read({}), read({ Resource: "*" })] },
          "inlinePolicies[1].policy.Statement[0].Action whole-service",
        ],
      ],
    },
    {
      policy: "aws-kafka-scoped",
      type: "aws:iam/rolePolicy:RolePolicy",
      fine: topic({}),
      alsoFine: [
        ["a cluster whose id isn't written down", topic({ Resource: `${KAFKA}:topic/orders/*/placed` })],
        ["a cluster by its name", topic({ Action: "kafka-cluster:Connect", Resource: `${KAFKA}:cluster/orders/*` })],
        ["another service beside it", topic({ Resource: [`${KAFKA}:topic/orders/*/placed`, "arn:aws:s3:::orders/*"] })],
        ["what is done with the cluster itself", topic({ Action: "kafka:GetBootstrapBrokers", Resource: "*" })],
        ["a denial", topic({ Effect: "Deny", Resource: "*" })],
        ["what grants everything, which is another policy's", topic({ Action: "*", Resource: "*" })],
        ["a topic that isn't known yet", { policy: { Statement: { ...TOPIC, Resource: [UNKNOWN] } } }],
      ],
      breaks: [
        ["everything", topic({ Resource: "*" }), ANY_TOPIC],
        ["every topic of a cluster", topic({ Resource: `${KAFKA}:topic/orders/0a1b-1/*` }), ANY_TOPIC],
        ["topics that begin alike", topic({ Resource: `${KAFKA}:topic/orders/*/pl*` }), ANY_TOPIC],
        ["every topic of every cluster", topic({ Resource: `${KAFKA}:topic/*` }), ANY_TOPIC],
        ["every cluster", topic({ Resource: `${KAFKA}:cluster/*/*` }), ANY_TOPIC],
        ["every group", topic({ Resource: [`${KAFKA}:group/orders/*/*`] }), ANY_TOPIC],
        ["every account", topic({ Resource: "arn:aws:kafka:eu-central-1:*:topic/orders/*/placed" }), ANY_TOPIC],
        ["every action", topic({ Action: "kafka-cluster:*" }), ANY_ACTION],
        ["actions by a pattern", topic({ Action: ["kafka-cluster:*Topic*"] }), ANY_ACTION],
        ["every action of services of Kafka", topic({ Action: "kafka*:*", Resource: "*" }), ANY_ACTION, ANY_TOPIC],
        [
          "all topics but one",
          policy({ Effect: "Allow", Action: "kafka-cluster:ReadData", NotResource: `${KAFKA}:topic/orders/*/placed` }),
          "policy.Statement[0].NotResource any-topic",
        ],
      ],
    },
    {
      policy: "pulumi-trust-pinned",
      type: "pulumiservice:index:OidcIssuer",
      fine: {
        url: "https://token.actions.githubusercontent.com",
        ...allow({ aud: AUDIENCE, sub: SUBJECT }),
      },
      alsoFine: [
        ["a denial of everybody else", { policies: [{ decision: "deny", rules: { sub: "*" } }] }],
        ["policies that aren't known yet", { policies: UNKNOWN, url: UNKNOWN }],
        ["rules that aren't known yet", allow(UNKNOWN)],
        ["values that aren't known yet", allow({ aud: UNKNOWN, sub: UNKNOWN })],
        ["no policy, under which nobody comes in", { policies: [] }],
      ],
      breaks: [
        ["another issuer", { url: "https://evil.example" }, "url unknown-issuer"],
        ["no subject", allow({ aud: AUDIENCE }), "policies[0].rules.sub subject-missing"],
        ["an empty subject", allow({ aud: AUDIENCE, sub: "" }), "policies[0].rules.sub subject-missing"],
        ["any branch", allow({ aud: AUDIENCE, sub: "repo:tidegate/*" }), "policies[0].rules.sub subject-wildcard"],
        ["any audience", allow({ aud: "*", sub: SUBJECT }), "policies[0].rules.aud audience-wildcard"],
        ["no rule", allow({}), "policies[0].rules.aud audience-missing", "policies[0].rules.sub subject-missing"],
      ],
    },
    {
      policy: "pulumi-trust-pinned",
      type: "pulumiservice:api/auth:Policy",
      fine: allow({ aud: AUDIENCE, sub: [SUBJECT, `${SUBJECT}2`] }),
      breaks: [
        [
          "one of several subjects by a pattern",
          allow({ aud: AUDIENCE, sub: [SUBJECT, "repo:tidegate/?"] }),
          "policies[0].rules.sub subject-wildcard",
        ],
      ],
    },
  ]);
});
