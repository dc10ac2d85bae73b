import assert from "node:assert/strict";
import { formNote, tokenOf } from "../../../cli/trust/index.ts";

const GITHUB = "https://token.actions.githubusercontent.com";
const PULUMI = "https://api.pulumi.com/oidc";
const RUN = "pulumi:deploy:org:acme:project:shop:stack:dev:operation:update:scope:write";

/** A subject, the issuer and the two audiences that are taken for it. */
const USUAL: readonly (readonly [subject: string, issuer: string, aws: string, oci: string])[] = [
  ["repo:o/n:ref:refs/heads/main", GITHUB, "sts.amazonaws.com", "https://github.com/o/n"],
  ["repo:o/n:ref:refs/tags/v1", GITHUB, "sts.amazonaws.com", "https://github.com/o/n"],
  ["repo:o@1/n@2:environment:prod", GITHUB, "sts.amazonaws.com", "https://github.com/o/n"],
  ["repo:o/n:pull_request", GITHUB, "sts.amazonaws.com", "https://github.com/o/n"],
  [RUN, PULUMI, "acme", "acme"],
  ["something:else", GITHUB, "sts.amazonaws.com", "sts.amazonaws.com"],
];

/** Subjects that no issuer writes so. */
const STRANGE = [
  "o/n",
  "repo:n:pull_request",
  "repo:o/n:refs/heads/main",
  "repo:o/n:environment:",
  "repo:o/n:pull_request:x",
  "pulumi:deploy:org:acme:project:shop:stack:dev:operation:import:scope:write",
  "pulumi:deploy:org:acme:project:shop",
];

describe("a token by its subject", () => {
  for (const [subject, issuer, aws, oci] of USUAL) {
    it(`${subject} is of ${issuer}, for ${aws} and ${oci}`, () => {
      const token = tokenOf(subject);
      assert.deepEqual([token.issuer, token.audiences], [issuer, { aws, oci }]);
    });
  }

  it("has another issuer or audience where one is given", () => {
    assert.equal(tokenOf(RUN, { issuer: "github" }).issuer, GITHUB);
    assert.equal(tokenOf("repo:o/n:pull_request", { issuer: "pulumi" }).issuer, PULUMI);
    assert.equal(tokenOf("x", { issuer: "https://gitlab.example" }).issuer, "https://gitlab.example");
    assert.deepEqual(tokenOf(RUN, { aud: "mine" }).audiences, { aws: "mine", oci: "mine" });
  });
});

describe("the form of a subject", () => {
  it("is said nothing of where the issuer writes it so, or isn't known", () => {
    for (const [subject] of USUAL.slice(0, -1)) assert.equal(formNote(tokenOf(subject)), undefined);
    assert.equal(formNote(tokenOf("x", { issuer: "https://gitlab.example" })), undefined);
  });

  for (const subject of STRANGE) {
    it(`is told where nobody writes ${subject}`, () => {
      const note = formNote(tokenOf(subject)) ?? "";
      assert.match(note, /it is judged all the same/);
      assert.match(note, /GitHub's looks like repo:owner\/name:.*Pulumi Deployments' looks like pulumi:deploy:org:/);
    });
  }

  it("is told where it is the other issuer's", () => {
    assert.match(formNote(tokenOf(RUN, { issuer: "github" })) ?? "", /^https:\/\/token\.actions/);
    assert.match(formNote(tokenOf("repo:o/n:pull_request", { issuer: "pulumi" })) ?? "", /^https:\/\/api\.pulumi\.com/);
  });
});
