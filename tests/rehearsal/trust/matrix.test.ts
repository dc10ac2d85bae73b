import assert from "node:assert/strict";
import { AwsError } from "../../../rehearsal/aws/errors.ts";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { assumeRoleWithWebIdentity } from "../../../rehearsal/aws/trust/assumeRole.ts";
import { Sessions } from "../../../rehearsal/aws/trust/sessions.ts";
import { Account } from "../aws/account.ts";
import { AUDIENCE, Forge, ISSUER, REPOSITORY, SILENT } from "./forge.ts";
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
  const sessions = new Sessions();

  before(() => {
    for (const url of [ISSUER, SILENT]) account.make(OPEN_ID_CONNECT_PROVIDER, { url, clientIdLists: [AUDIENCE] });
    for (const [name, subject] of Object.entries(SUBJECTS)) trustingGithub(account, name, [subject]);
  });

  /** `allowed`, or the code and the message of the refusal. */
  async function outcome(name: string, token: string): Promise<string> {
    const roleArn = `arn:aws:iam::111122223333:role/${name}`;
    const parameters = new URLSearchParams({ RoleArn: roleArn, RoleSessionName: "matrix", WebIdentityToken: token });
    try {
      await assumeRoleWithWebIdentity(parameters, account.cloud, { sessions, keys: forge.keys });
      return "allowed";
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
  }

  it("are 60 at least, each another one", () => {
    assert.ok(TOKENS.length >= 60, `${TOKENS.length} tokens`);
    assert.equal(new Set(TOKENS.map(({ what }) => what)).size, TOKENS.length);
  });

  for (const { what, token, takes = [], refused = DENIED } of TOKENS) {
    it(`${what}: ${takes.length === 0 ? "none" : takes.join(", ")}`, async () => {
      const text = await token(forge);
      for (const name of Object.keys(SUBJECTS)) {
        const said = await outcome(name, text);
        if (takes.some((one) => one === name)) assert.equal(said, "allowed", name);
        else assert.match(said, refused, name);
      }
    });
  }
});
