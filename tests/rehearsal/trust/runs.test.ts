import assert from "node:assert/strict";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { ISSUER } from "../../../rehearsal/pulumi-cloud/claims.ts";
import { Account } from "../aws/account.ts";
import { AUDIENCE, ISSUER as GITHUB, REPOSITORY } from "./forge.ts";
import { outcome } from "./outcome.ts";
import { pinned, trustingGithub } from "./roles.ts";
import { ORGANIZATION, RUN_TOKENS, RunForge } from "./runTokens.ts";
import type { RunRole } from "./runTokens.ts";
import { DENIED } from "./tokens.ts";

const subjects = (project: string, ...operations: string[]): string[] =>
  operations.map(
    (one) => `pulumi:deploy:org:${ORGANIZATION}:project:${project}:stack:dev:operation:${one}:scope:write`,
  );
const TRUSTED: Readonly<Record<Exclude<RunRole, "github">, readonly string[]>> = {
  preview: subjects("order-tracking", "preview"),
  deploy: subjects("order-tracking", "update", "refresh", "destroy"),
  neighbour: subjects("sandbox-broker", "update"),
};
const ROLES: readonly RunRole[] = ["preview", "deploy", "neighbour", "github"];

describe("tokens of runs against the roles that trust Pulumi Deployments", () => {
  const account = new Account();
  const forge = new RunForge(account.cloud.now / 1000);

  before(() => {
    account.make(OPEN_ID_CONNECT_PROVIDER, { url: ISSUER, clientIdLists: [ORGANIZATION] });
    account.make(OPEN_ID_CONNECT_PROVIDER, { url: GITHUB, clientIdLists: [AUDIENCE] });
    for (const [name, texts] of Object.entries(TRUSTED)) {
      const assumeRolePolicy = pinned("api.pulumi.com/oidc", ORGANIZATION, texts);
      account.make("aws:iam/role:Role", { name, assumeRolePolicy });
    }
    trustingGithub(account, "github", [`repo:${REPOSITORY}:ref:refs/heads/main`]);
  });

  it("are 30 at least, each another one", () => {
    assert.ok(RUN_TOKENS.length >= 30, `${RUN_TOKENS.length} tokens`);
    assert.equal(new Set(RUN_TOKENS.map(({ what }) => what)).size, RUN_TOKENS.length);
  });

  for (const { what, token, takes, refused = DENIED } of RUN_TOKENS) {
    it(`${what}: ${takes ?? "none"}`, async () => {
      const text = await token(forge);
      for (const role of ROLES) {
        const told = await outcome(role, text, account.cloud, forge.keys);
        if (role === takes) assert.equal(told, "allowed", role);
        else assert.match(told, refused, role);
      }
    });
  }
});
