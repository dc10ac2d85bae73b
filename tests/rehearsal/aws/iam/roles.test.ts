import assert from "node:assert/strict";
import { assumedBy, policiesOf, POLICY, ROLE, ROLE_POLICY } from "../../../../rehearsal/aws/services/iam/roles.ts";
import { ROLE_POLICY_ATTACHMENT } from "../../../../rehearsal/aws/services/iam/roles.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, arnOf, policy, trust } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const READ = policy(allow("s3:GetObject", "arn:aws:s3:::media/*"));

describe("roles of the embedded IAM", () => {
  let account: Account;
  let role: Resource;
  beforeEach(() => {
    account = new Account();
    role = account.make(ROLE, { name: "task", assumeRolePolicy: trust("ecs-tasks") });
  });

  it("have ARNs and ids as IAM makes them", () => {
    const { id, outputs, region } = role;
    assert.equal(id, "task");
    assert.equal(region, "global");
    assert.equal(outputs["arn"], "arn:aws:iam::111122223333:role/task");
    assert.match(textOf(outputs["uniqueId"]), /^AROA[0-9A-Z]{17}$/);
    assert.equal(outputs["maxSessionDuration"], 3600);
    const inPath = account.make(ROLE, { name: "ci", path: "/ci/", assumeRolePolicy: trust("ec2") });
    assert.equal(inPath.outputs["arn"], "arn:aws:iam::111122223333:role/ci/ci");
  });

  it("say who assumes them, and carry inline, own and AWS-managed policies", () => {
    const own = account.make(POLICY, { name: "read", policy: READ });
    account.make(ROLE_POLICY, { name: "inline", role: role.id, policy: READ });
    account.make(ROLE_POLICY_ATTACHMENT, { role: role.id, policyArn: EXECUTION });
    account.make(ROLE_POLICY_ATTACHMENT, { role: role.id, policyArn: own.id });
    assert.deepEqual(assumedBy(arnOf(role), account.cloud), ["ecs-tasks.amazonaws.com"]);
    const carried = policiesOf(arnOf(role), account.cloud);
    assert.deepEqual(
      carried.map(({ name }) => name),
      ["inline", EXECUTION, "arn:aws:iam::111122223333:policy/read"],
    );
    assert.deepEqual(carried[2]?.policy, JSON.parse(READ));
    assert.match(JSON.stringify(carried[1]?.policy), /ecr:BatchGetImage/);
    assert.deepEqual(policiesOf("arn:aws:iam::111122223333:role/none", account.cloud), []);
  });

  it("take a policy as an object, and show it as text", () => {
    const { outputs } = account.make(ROLE_POLICY, {
      name: "o",
      role: "task",
      policy: { Version: "2012-10-17", Statement: [allow("s3:*", "*")] },
    });
    assert.equal(typeof outputs["policy"], "string");
  });

  const broken: readonly [string, () => unknown, string, RegExp][] = [
    ["a second one of its name", () => again(), "EntityAlreadyExists", /Role with name task already exists/],
    ["a trust policy with a resource", () => trusting({ Resource: "*" }), "MalformedPolicyDocument", /Resource/],
    [
      "a trust policy with no principal",
      () => trusting({ Principal: undefined }),
      "MalformedPolicyDocument",
      /Principal/,
    ],
    [
      "a trust policy with an action of another service",
      () => trusting({ Action: "s3:GetObject" }),
      "MalformedPolicyDocument",
      /STS AssumeRole actions/,
    ],
    [
      "a principal with a slip of the pen",
      () => trusting({ Principal: { Service: "ecs-task.amazonaws.com" } }),
      "MalformedPolicyDocument",
      /"SERVICE":"ecs-task\.amazonaws\.com"/,
    ],
    [
      "a principal that isn't there",
      () => trusting({ Principal: { AWS: "arn:aws:iam::111122223333:role/none" } }),
      "MalformedPolicyDocument",
      /Invalid principal/,
    ],
    ["an effect that is none", () => inline({ Effect: "Permit" }), "MalformedPolicyDocument", /Statement\[0\]\.Effect/],
    [
      "an action without a service",
      () => inline({ Action: "GetObject" }),
      "MalformedPolicyDocument",
      /prefaced by a vendor/,
    ],
    [
      "a resource that is no ARN",
      () => inline({ Resource: "media" }),
      "MalformedPolicyDocument",
      /Resource media must be in ARN format/,
    ],
    ["a principal in an identity policy", () => inline({ Principal: "*" }), "MalformedPolicyDocument", /Principal/],
    [
      "an inline policy for a role that isn't there",
      () => inlineOn("none"),
      "NoSuchEntity",
      /role with name none cannot be found/,
    ],
    ["an inline policy for a role's ARN", () => inlineOn(arnOf(role)), "ValidationError", /roleName is invalid/],
    [
      "an inline policy too long",
      () => inline({ Resource: Array.from({ length: 400 }, (_, n) => `arn:aws:s3:::bucket-number-${n}/*`) }),
      "LimitExceeded",
      /10240 bytes/,
    ],
    [
      "a policy that isn't there",
      () => attach("arn:aws:iam::111122223333:policy/none"),
      "NoSuchEntity",
      /not attachable/,
    ],
    [
      "an AWS-managed policy without its path",
      () => attach("arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy"),
      "NoSuchEntity",
      /not attachable/,
    ],
    [
      "a policy of a name that is taken, under another path",
      () => [own("/"), own("/ci/")],
      "EntityAlreadyExists",
      /called own already exists/,
    ],
    ["a policy too long", () => own("/", 300), "LimitExceeded", /PolicySize: 6144/],
    ["an instance profile twice", () => [profile(), profile()], "EntityAlreadyExists", /Profile p already exists/],
    [
      "an instance profile with a role that isn't there",
      () => account.make(PROFILE, { name: "p", role: "none" }),
      "NoSuchEntity",
      /none/,
    ],
  ];
  const own = (path: string, buckets = 1) => {
    const resources = Array.from({ length: buckets }, (_, n) => `arn:aws:s3:::bucket-number-${n}/*`);
    return account.make(POLICY, { name: "own", path, policy: policy(allow("s3:GetObject", resources)) });
  };
  const profile = () => account.make(PROFILE, { name: "p", role: "task" });
  const again = () => account.make(ROLE, { name: "task", assumeRolePolicy: trust("ec2") });
  const trusting = (more: object) => {
    const statement = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "ec2.amazonaws.com" },
      ...more,
    };
    return account.make(ROLE, { name: "other", assumeRolePolicy: policy(statement) });
  };
  const inline = (more: object) =>
    account.make(ROLE_POLICY, { name: "i", role: "task", policy: policy({ ...allow("s3:GetObject", "*"), ...more }) });
  const inlineOn = (name: string) => account.make(ROLE_POLICY, { name: "i", role: name, policy: READ });
  const attach = (policyArn: string) => account.make(ROLE_POLICY_ATTACHMENT, { role: "task", policyArn });
  for (const [what, act, code, words] of broken) {
    it(`refuse ${what}`, () => refused(act, code, words));
  }

  it("are refused in a preview where the policy is no JSON, or a number is out of range", () => {
    const right = { assumeRolePolicy: trust("ec2"), path: "/a/", maxSessionDuration: 7200 };
    assert.deepEqual(previewed(ROLE, right), []);
    caught(ROLE, { ...right, assumeRolePolicy: "{" }, "assumeRolePolicy", /invalid JSON/);
    caught(ROLE, { ...right, maxSessionDuration: 60 }, "maxSessionDuration", /3600 - 43200/);
    caught(ROLE, { ...right, path: "a" }, "path", /slash/);
  });

  it("go only when nothing is attached any more", () => {
    const attached = account.make(ROLE_POLICY_ATTACHMENT, { role: "task", policyArn: EXECUTION });
    refused(() => account.remove(role), "DeleteConflict", /must detach all policies first/);
    account.remove(attached);
    const inside = account.make(ROLE_POLICY, { name: "i", role: "task", policy: READ });
    refused(() => account.remove(role), "DeleteConflict", /must delete policies first/);
    account.remove(inside);
    account.remove(role);
    assert.equal(account.look(role), undefined);
  });

  it("let go of their policies by force, and keep a policy that somebody has", () => {
    const own = account.make(POLICY, { name: "read", policy: READ });
    account.make(ROLE_POLICY_ATTACHMENT, { role: "task", policyArn: own.id });
    refused(() => account.remove(own), "DeleteConflict", /attached to entities/);
    account.remove(account.change(role, { ...role.inputs, forceDetachPolicies: true }));
    account.remove(own);
  });
});

describe("the functions of the embedded IAM", () => {
  const account = new Account();
  const document = (args: object) =>
    JSON.parse(
      textOf(account.ask("aws:iam/getPolicyDocument:getPolicyDocument", { ...args })?.["minifiedJson"]),
    ) as object;

  it("write a policy document as the provider does", () => {
    const statements = [
      {
        sid: "Read",
        actions: ["s3:GetObject", "s3:ListBucket"],
        resources: ["arn:aws:s3:::a/&{aws:username}"],
        principals: [{ type: "AWS", identifiers: ["111122223333"] }],
        conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
      },
    ];
    const Condition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
    assert.deepEqual(document({ statements }), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetObject"],
          Resource: "arn:aws:s3:::a/${aws:username}",
          Principal: { AWS: "111122223333" },
          Condition,
        },
      ],
    });
  });

  it("join documents, the later Sid in the earlier's place", () => {
    const source = policy({ Sid: "A", ...allow("s3:*", "*") }, allow("sqs:*", "*"));
    const overriding = policy({ Sid: "A", ...allow("sns:*", "*") });
    const joined = document({ sourcePolicyDocuments: [source], overridePolicyDocuments: [overriding] });
    assert.match(JSON.stringify(joined), /"Sid":"A".*sns:\*.*sqs:\*/);
    const twice = { sourcePolicyDocuments: [source, source] };
    refused(() => document(twice), "InvalidPolicyDocument", /duplicate Sid \(A\)/);
    refused(() => document({ sourcePolicyDocuments: ["{"] }), "InvalidPolicyDocument", /no JSON object/);
  });

  it("find roles and policies, AWS's own among them", () => {
    account.make(ROLE, { name: "r", assumeRolePolicy: trust("ec2") });
    assert.equal(account.ask("aws:iam/getRole:getRole", { name: "r" })?.["arn"], "arn:aws:iam::111122223333:role/r");
    refused(() => account.ask("aws:iam/getRole:getRole", { name: "no" }), "NoSuchEntity", /no cannot be found/);
    const managed = account.ask("aws:iam/getPolicy:getPolicy", { arn: EXECUTION });
    assert.equal(managed?.["path"], "/service-role/");
    refused(() => account.ask("aws:iam/getPolicy:getPolicy", { name: "no" }), "NoSuchEntity", /was not found/);
  });
});

describe("other things of the embedded IAM", () => {
  const account = new Account();
  const OIDC = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
  const LINKED = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
  const url = "https://token.actions.githubusercontent.com";

  it("has one OIDC provider a URL", () => {
    const made = account.make(OIDC, { url, clientIdLists: ["sts.amazonaws.com"] });
    assert.equal(made.id, "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com");
    refused(() => account.make(OIDC, { url, clientIdLists: [] }), "EntityAlreadyExists", /already exists/);
    caught(OIDC, { url: "http://x.example", clientIdLists: [] }, "url", /https/);
    caught(OIDC, { url, clientIdLists: [], thumbprintLists: ["ab"] }, "thumbprintLists[0]", /40/);
  });

  it("has one service-linked role a service", () => {
    const made = account.make(LINKED, { awsServiceName: "ecs.amazonaws.com" });
    assert.match(made.id, /role\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS$/);
    refused(() => account.make(LINKED, { awsServiceName: "ecs.amazonaws.com" }), "InvalidInput", /has been taken/);
    caught(LINKED, { awsServiceName: "ecs" }, "awsServiceName", /amazonaws\.com/);
  });
});
