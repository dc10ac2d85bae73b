import assert from "node:assert/strict";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { Account } from "../account.ts";

const HOST = "token.actions.githubusercontent.com";
const ARN = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;

describe("getOpenIdConnectProvider of the embedded IAM", () => {
  const find = (account: Account, args: Record<string, string>) =>
    account.ask("aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider", args);

  it("finds a provider by its URL or its ARN, and shows the URL without a scheme as AWS does", () => {
    const account = new Account();
    account.make(OPEN_ID_CONNECT_PROVIDER, { url: `https://${HOST}`, clientIdLists: ["sts.amazonaws.com"] });
    const ways: readonly Record<string, string>[] = [{ url: `https://${HOST}` }, { arn: ARN }];
    for (const args of ways) {
      const found = find(account, args);
      assert.deepEqual([found?.["arn"], found?.["url"]], [ARN, HOST]);
      assert.deepEqual(found?.["clientIdLists"], ["sts.amazonaws.com"]);
    }
  });

  it("says so where there is none", () => {
    const account = new Account();
    assert.throws(() => find(account, { url: `https://${HOST}` }), /no IAM OIDC Provider found matching url/);
    assert.throws(() => find(account, { arn: ARN }), /OpenIDConnect Provider not found for arn/);
  });
});
