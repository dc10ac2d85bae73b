import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { SubjectClaims, subjectClaimsFaults } from "../../../../components/trust/github/index.ts";
import type { SubjectClaimsArgs } from "../../../../components/trust/github/index.ts";
import { refuses } from "../../aws/faults.ts";
import { build, REPOSITORY } from "./built.ts";

const ARGS: SubjectClaimsArgs = { repository: REPOSITORY, claims: ["repo", "context", "job_workflow_ref"] };
const KIND = "ActionsRepositoryOidcSubjectClaimCustomizationTemplate";

const inputsOf = async (args: SubjectClaimsArgs) =>
  (await build((options) => new SubjectClaims("claims", args, options))).only(KIND).inputs;

describe("SubjectClaims", () => {
  it("keeps GitHub's own form where no claims are given, and says so", async () => {
    assert.deepEqual(await inputsOf({ repository: REPOSITORY }), { repository: "tidegate", useDefault: true });
  });

  it("makes the subject of the claims, in their order", async () => {
    const claims = ["repo", "context", "job_workflow_ref"];
    assert.deepEqual(await inputsOf(ARGS), { repository: "tidegate", useDefault: false, includeClaimKeys: claims });
  });

  refuses<SubjectClaimsArgs>(
    ARGS,
    (args) => subjectClaimsFaults(args, ownName),
    (args) => new SubjectClaims("claims", args),
    [
      ["a repository without owner", { repository: "tidegate" }, ["repository"]],
      ["no claim", { claims: [] }, ["claims", "claims"]],
      ["claims without the repository", { claims: ["context"] }, ["claims"]],
      ["claims without the context", { claims: ["repo", "ref_type"] }, ["claims"]],
      ["a claim twice", { claims: ["repo", "context", "repo"] }, ["claims"]],
      ["what is no claim's name", { claims: ["repo", "context", "job-workflow:ref"] }, ["claims[2]"]],
    ],
  );
});
