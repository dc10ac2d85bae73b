import assert from "node:assert/strict";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { Account } from "../aws/account.ts";
import { AUDIENCE, Forge, ISSUER, REPOSITORY, SILENT } from "./forge.ts";
import { outcome } from "./outcome.ts";
import { trustingGithub } from "./roles.ts";
import { DENIED, TOKENS } from "./tokens.ts";
import type { RoleName } from "./tokens.ts";

const SUBJECTS: Readonly<Record<RoleName, string>> = {
  main: `repo:${REPOSITORY}:ref:refs/heads/main`,
  dev: `repo:${REPOSITORY}:environment:dev`,
  prod: `repo:${REPOSITORY}:environment:prod`,
  pull: `repo:${REPOSITORY}:pull_request`,
  numbered: "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main",
};

describe("tokens against the roles that trust GitHub", () => {
  const account = new Account();
  const forge = new Forge(account.cloud.now / 1000);

  before(() => {
    for (const url of [ISSUER, SILENT]) account.make(OPEN_ID_CONNECT_PROVIDER, { url, clientIdLists: [AUDIENCE] });
    for (const [name, subject] of Object.entries(SUBJECTS)) trustingGithub(account, name, [subject]);
  });

  it("are 60 at least, each another one", () => {
    assert.ok(TOKENS.length >= 60, `${TOKENS.length} tokens`);
    assert.equal(new Set(TOKENS.map(({ what }) => what)).size, TOKENS.length);
  });

  for (const { what, token, takes = [], refused = DENIED } of TOKENS) {
    it(`${what}: ${takes.length === 0 ? "none" : takes.join(", ")}`, async () => {
      const text = await token(forge);
      for (const name of Object.keys(SUBJECTS)) {
        const said = await outcome(name, text, account.cloud, forge.keys);
        if (takes.some((one) => one === name)) assert.equal(said, "allowed", name);
        else assert.match(said, refused, name);
      }
    });
  }
});
