import assert from "node:assert/strict";
import { putImage } from "../../../../rehearsal/aws/images.ts";
import { REPOSITORY } from "../../../../rehearsal/aws/services/ecr/repository.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { allow, arnOf, policy } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy";
const DIGEST = `sha256:${"ab".repeat(32)}`;
const RULE = {
  rulePriority: 1,
  selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 1 },
  action: { type: "expire" },
};
const LAST_TEN = {
  rulePriority: 2,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
  action: { type: "expire" },
};

describe("repositories of the embedded ECR", () => {
  let account: Account;
  let repository: Resource;
  beforeEach(() => {
    account = new Account();
    repository = account.make(REPOSITORY, { name: "team/api" });
  });

  const push = (tags: string[]) =>
    putImage(account.cloud.moment.world, {
      repositoryArn: arnOf(repository),
      digest: DIGEST,
      tags,
      pushedAt: account.cloud.now,
      architecture: "X86_64",
    });

  it("have URLs and ARNs as ECR makes them", () => {
    const { id, outputs } = repository;
    assert.equal(id, "team/api");
    assert.equal(outputs["repositoryUrl"], "111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/api");
    assert.equal(outputs["arn"], "arn:aws:ecr:eu-central-1:111122223333:repository/team/api");
    assert.equal(outputs["imageTagMutability"], "MUTABLE");
  });

  it("show their images by tag and by digest", () => {
    push(["v1", "latest"]);
    const ask = (args: Properties) => account.ask("aws:ecr/getImage:getImage", { repositoryName: "team/api", ...args });
    assert.equal(ask({ imageTag: "v1" })?.["imageDigest"], DIGEST);
    assert.equal(
      ask({ imageDigest: DIGEST })?.["imageUri"],
      `${textOf(repository.outputs["repositoryUrl"])}@${DIGEST}`,
    );
    assert.equal(ask({ mostRecent: true })?.["imageTag"], "v1");
    refused(() => ask({ imageTag: "v2" }), "ImageNotFoundException", /imageTag:'v2'/);
    refused(() => ask({}), "InvalidParameterException", /one of/);
    const all = account.ask("aws:ecr/getImages:getImages", { repositoryName: "team/api" });
    assert.deepEqual(all?.["imageIds"], [
      { imageDigest: DIGEST, imageTag: "v1" },
      { imageDigest: DIGEST, imageTag: "latest" },
    ]);
    const found = account.ask("aws:ecr/getRepository:getRepository", { name: "team/api" });
    assert.deepEqual(found?.["mostRecentImageTags"], ["v1", "latest"]);
  });

  it("give tokens that are good for twelve hours, a different one each time", () => {
    const [one, other] = [1, 2].map(() => account.ask("aws:ecr/getAuthorizationToken:getAuthorizationToken"));
    assert.equal(one?.["expiresAt"], "2026-01-05T21:00:00Z");
    assert.notEqual(one["password"], other?.["password"]);
  });

  it("are kept while they hold images, but by force", () => {
    push(["v1"]);
    refused(() => account.remove(repository), "RepositoryNotEmptyException", /still contains images/);
    account.remove(account.change(repository, { name: "team/api", forceDelete: true }));
    refused(
      () => account.ask("aws:ecr/getRepository:getRepository", { name: "team/api" }),
      "RepositoryNotFoundException",
      /team\/api/,
    );
  });

  it("are refused a second time, and in a preview where the arguments can't be", () => {
    refused(() => account.make(REPOSITORY, { name: "team/api" }), "RepositoryAlreadyExistsException", /team\/api/);
    assert.deepEqual(
      previewed(REPOSITORY, { imageTagMutability: "IMMUTABLE", encryptionConfigurations: [{ encryptionType: "KMS" }] }),
      [],
    );
    caught(REPOSITORY, { imageTagMutability: "FIXED" }, "imageTagMutability", /"IMMUTABLE"/);
    caught(
      REPOSITORY,
      { encryptionConfigurations: [{ encryptionType: "AES" }] },
      "encryptionConfigurations[0].encryptionType",
      /AES256/,
    );
    caught(
      REPOSITORY,
      { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
      "imageTagMutabilityExclusionFilters",
      /required/,
    );
    caught(LIFECYCLE, { repository: "a", policy: "{" }, "policy", /invalid JSON/);
  });

  it("take a lifecycle policy and a repository policy", () => {
    const rules = JSON.stringify({ rules: [RULE, LAST_TEN] });
    assert.equal(account.make(LIFECYCLE, { repository: "team/api", policy: rules }).id, "team/api");
    const document = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "ecr:BatchGetImage" });
    assert.equal(account.make(POLICY, { repository: "team/api", policy: document }).id, "team/api");
  });

  const lifecycle = (...rules: object[]) =>
    account.make(LIFECYCLE, { repository: "team/api", policy: JSON.stringify({ rules }) });
  const selecting = (more: object) => lifecycle({ ...RULE, selection: { ...RULE.selection, ...more } });
  const broken: readonly [string, () => unknown, RegExp][] = [
    ["without rules", () => account.make(LIFECYCLE, { repository: "team/api", policy: "{}" }), /rules/],
    ["with one priority twice", () => lifecycle(RULE, { ...LAST_TEN, rulePriority: 1 }), /unique/],
    [
      "with a rule for any image before another",
      () => lifecycle({ ...LAST_TEN, rulePriority: 1 }, { ...RULE, rulePriority: 2 }),
      /highest/,
    ],
    ["with tagged images and no tags", () => selecting({ tagStatus: "tagged" }), /tagPrefixList or tagPatternList/],
    ["with an age and no unit", () => selecting({ countUnit: "weeks" }), /days/],
    ["with a count of nothing", () => selecting({ countNumber: 0 }), /countNumber/],
    ["with a count of a kind that isn't there", () => selecting({ countType: "imagesMoreThan" }), /countType/],
    ["with an action that isn't there", () => lifecycle({ ...RULE, action: { type: "delete" } }), /action\.type/],
    [
      "that a principal is missing in",
      () => account.make(POLICY, { repository: "team/api", policy: policy(allow("ecr:*", "*")) }),
      /PolicyText.*Principal/,
    ],
  ];
  for (const [what, act, words] of broken) {
    it(`refuse a policy ${what}`, () => refused(act, "InvalidParameterException", words));
  }

  it("refuse a policy for a repository that isn't there", () => {
    refused(() => account.make(LIFECYCLE, { repository: "no", policy: "{}" }), "RepositoryNotFoundException", /'no'/);
  });
});
