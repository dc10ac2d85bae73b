import assert from "node:assert/strict";
import { join } from "node:path";
import { loginSettings } from "../../../cli/oci-login/index.ts";
import type { LoginOptions } from "../../../cli/oci-login/index.ts";

const ENV: Readonly<Record<string, string>> = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://tokens.example/x?api-version=2.0",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "word",
  GITHUB_REPOSITORY: "o/n",
  OCI_WIF_DOMAIN_BASE_URL: "https://idcs-0123.identity.example:443/",
  OCI_WIF_CLIENT_IDENTIFIER: "0123",
  OCI_TENANCY_OCID: "ocid1.tenancy.oc1..aaaa",
  OCI_REGION: "eu-frankfurt-1",
  RUNNER_TEMP: "/tmp/runner",
};

const without = (...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(ENV).filter(([name]) => !names.includes(name)));

describe("the settings of a login to OCI", () => {
  it("come from the job's variables", () => {
    assert.deepEqual(loginSettings({}, ENV), {
      domainUrl: "https://idcs-0123.identity.example:443",
      audience: "https://github.com/o/n",
      clientId: "0123",
      tenancyId: "ocid1.tenancy.oc1..aaaa",
      region: "eu-frankfurt-1",
      source: { kind: "github", url: ENV["ACTIONS_ID_TOKEN_REQUEST_URL"], requestToken: "word" },
      folder: join("/tmp/runner", "tidegate-oci"),
      profile: "DEFAULT",
    });
  });

  it("come from options first", () => {
    const options = {
      domain: "https://other.example",
      audience: "a",
      client: "b",
      region: "us-phoenix-1",
      tokenFile: "t",
    };
    const settings = loginSettings({ ...options, folder: "f" }, { ...ENV, OCI_WIF_AUDIENCE: "c" });
    assert.deepEqual(
      [settings.domainUrl, settings.audience, settings.clientId, settings.region, settings.folder, settings.source],
      ["https://other.example", "a", "b", "us-phoenix-1", "f", { kind: "file", file: "t" }],
    );
  });

  it("say the audience by its variable before the repository", () => {
    assert.equal(loginSettings({}, { ...ENV, OCI_WIF_AUDIENCE: "c" }).audience, "c");
  });

  it("tell everything that is missing, at once", () => {
    const wanted = /--domain.*missing.*--audience.*missing.*--client.*missing.*--tenancy.*missing.*--region.*missing/;
    assert.throws(() => loginSettings({}, {}), wanted);
    assert.throws(() => loginSettings({}, {}), /id-token: write/);
  });

  const WRONG: readonly (readonly [LoginOptions, RegExp])[] = [
    [{ domain: "http://idcs.example" }, /--domain .* must be the identity domain's URL/],
    [{ domain: "idcs.example" }, /--domain/],
    [{ domain: "https://user@idcs.example" }, /--domain/],
    [{ domain: "https://idcs.example?x=1" }, /--domain/],
    [{ client: "id:word" }, /--client .* without a secret/],
    [{ tenancy: "ocid1.user.oc1..aaaa" }, /--tenancy .* tenancy's OCID/],
    [{ region: "Frankfurt" }, /--region .* eu-frankfurt-1/],
    [{ profile: "a]b" }, /--profile/],
  ];
  for (const [options, why] of WRONG) {
    it(`refuse ${JSON.stringify(options)}`, () => {
      assert.throws(() => loginSettings(options, ENV), why);
    });
  }

  it("let clear text go to this machine alone", () => {
    assert.equal(loginSettings({ domain: "http://127.0.0.1:8080/idcs" }, ENV).domainUrl, "http://127.0.0.1:8080/idcs");
  });

  it("never repeat a client's secret", () => {
    assert.throws(
      () => loginSettings({ client: "id:hidden" }, ENV),
      (error: Error) => !error.message.includes("hidden"),
    );
  });

  it("want a token from somewhere", () => {
    assert.throws(() => loginSettings({}, without("ACTIONS_ID_TOKEN_REQUEST_URL")), /there is no identity token/);
  });
});
