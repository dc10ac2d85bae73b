import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import type { Subject } from "../../../components/trust/subject.ts";
import { subjectFaults, subjectText } from "../../../components/trust/subject.ts";

const repository = "tidegate/clouds";
const LONG = "e".repeat(256);

/** Each subject, and GitHub's claim for it. */
const TEXTS: readonly (readonly [Subject, string])[] = [
  [{ repository, branch: "main" }, "repo:tidegate/clouds:ref:refs/heads/main"],
  [{ repository, branch: "release/1.2" }, "repo:tidegate/clouds:ref:refs/heads/release/1.2"],
  [{ repository, tag: "v1.2.3" }, "repo:tidegate/clouds:ref:refs/tags/v1.2.3"],
  [{ repository, environment: "prod" }, "repo:tidegate/clouds:environment:prod"],
  [{ repository, pullRequest: true }, "repo:tidegate/clouds:pull_request"],
  [
    { repository, ids: { owner: 123456, repository: 456789 }, branch: "main" },
    "repo:tidegate@123456/clouds@456789:ref:refs/heads/main",
  ],
  [{ repository: "Some-Team_acme/.github", environment: "Prod EU" }, "repo:Some-Team_acme/.github:environment:Prod EU"],
];

/** What is wrong, the subject, the paths that are named, and a word of each reason. */
const FAULTS: readonly (readonly [string, Subject, readonly (readonly [string, RegExp])[]])[] = [
  ["a wildcard for the name", { repository: "tidegate/*", branch: "main" }, [["repository", /stand for others/]]],
  ["a wildcard in the owner", { repository: "tide*/clouds", branch: "main" }, [["repository", /stand for others/]]],
  ["a question mark", { repository: "tidegate/cloud?", branch: "main" }, [["repository", /stand for others/]]],
  ["a repository without owner", { repository: "clouds", branch: "main" }, [["repository", /without the owner/]]],
  ["two slashes", { repository: "tidegate/clouds/x", branch: "main" }, [["repository", /one slash/]]],
  ["an empty owner", { repository: "/clouds", branch: "main" }, [["repository", /neither of them empty/]]],
  ["an empty name", { repository: "tidegate/", branch: "main" }, [["repository", /neither of them empty/]]],
  ["nothing for a repository", { repository: "", branch: "main" }, [["repository", /without the owner/]]],
  ["a colon in the name", { repository: "tidegate/clouds:x", branch: "main" }, [["repository", /colon/]]],
  ["a blank in the name", { repository: "tidegate/my clouds", branch: "main" }, [["repository", /hyphens, dots/]]],
  [
    "ids in the name",
    { repository: "tidegate@1/clouds@2", branch: "main" },
    [
      ["repository", /owner of/],
      ["repository", /name of/],
    ],
  ],
  ["two dots for a name", { repository: "tidegate/..", branch: "main" }, [["repository", /name of/]]],
  [
    "an id that is none",
    { repository, ids: { owner: 0, repository: 1.5 }, branch: "main" },
    [
      ["ids.owner", /number/],
      ["ids.repository", /number/],
    ],
  ],
  ["no branch", { repository, branch: "" }, [["branch", /^a name$/]]],
  ["a wildcard in a branch", { repository, branch: "release/*" }, [["branch", /stand for others/]]],
  ["a whole ref", { repository, branch: "refs/heads/main" }, [["branch", /the name alone/]]],
  ["a colon in a branch", { repository, branch: "main:environment:prod" }, [["branch", /colon/]]],
  ["a slash first", { repository, branch: "/main" }, [["branch", /empty part/]]],
  ["a slash last", { repository, branch: "main/" }, [["branch", /empty part/]]],
  ["two slashes in a branch", { repository, branch: "a//b" }, [["branch", /empty part/]]],
  ["two dots in a branch", { repository, branch: "a..b" }, [["branch", /two dots/]]],
  ["a dot first", { repository, branch: "a/.b" }, [["branch", /a dot first/]]],
  ["a lock", { repository, branch: "main.lock" }, [["branch", /\.lock/]]],
  ["an at sign alone", { repository, branch: "@" }, [["branch", /other than @/]]],
  ["git's own @{", { repository, branch: "main@{1}" }, [["branch", /without @\{/]]],
  ["a hyphen first", { repository, tag: "-v1" }, [["tag", /hyphen first/]]],
  ["a blank in a tag", { repository, tag: "v1 0" }, [["tag", /blanks/]]],
  ["a control character", { repository, tag: "v1\u0007" }, [["tag", /control/]]],
  ["a pattern of tags", { repository, tag: "v*" }, [["tag", /stand for others/]]],
  ["no environment", { repository, environment: " " }, [["environment", /environment's name/]]],
  ["a slash in an environment", { repository, environment: "prod/eu" }, [["environment", /without a slash/]]],
  ["a colon in an environment", { repository, environment: "prod:eu" }, [["environment", /without a colon/]]],
  ["a wildcard for an environment", { repository, environment: "*" }, [["environment", /stand for others/]]],
  ["a quote in an environment", { repository, environment: "prod'" }, [["environment", /without quotes/]]],
  ["a long environment", { repository, environment: LONG }, [["environment", /255/]]],
  ["two kinds", { repository, branch: "main", environment: "prod" }, [["kind", /no other beside/]]],
  [
    "everything, all at once",
    { repository: "*", environment: "a/b:*" },
    [
      ["repository", /others/],
      ["repository", /owner/],
      ["environment", /others/],
      ["environment", /slash/],
      ["environment", /colon/],
    ],
  ],
];

describe("a subject", () => {
  for (const [subject, text] of TEXTS) {
    it(`is written as GitHub writes it: ${text}`, () => {
      assert.equal(subjectText(subject), text);
      assert.deepEqual(subjectFaults(subject, ownName), []);
    });
  }

  for (const [what, subject, wanted] of FAULTS) {
    it(`is refused with ${what}`, () => {
      const found = subjectFaults(subject, ownName);
      assert.deepEqual(
        found.map(({ path }) => path),
        wanted.map(([path]) => path),
        JSON.stringify(found),
      );
      wanted.forEach(([, reason], index) => assert.match(found[index]?.accepted ?? "", reason));
    });
  }

  it("tells each fault under the caller's own name for it", () => {
    const [fault] = subjectFaults({ repository: "x", branch: "main" }, (part) => `foundation:subjects.${part}`);
    assert.equal(fault?.path, "foundation:subjects.repository");
  });

  it("that names no kind, as a configuration may give it, is refused", () => {
    const none = { repository };
    const read: Subject = { ...none, ...{ branch: "main" } };
    Reflect.deleteProperty(read, "branch");
    assert.deepEqual(
      subjectFaults(read, ownName).map(({ path }) => path),
      ["kind"],
    );
  });
});
