import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { authenticate, chooseAuth } from "../../../../components/rollout/oci/auth.ts";
import { temporaryFolder } from "../../../support/temp.ts";
import type { TemporaryFolder } from "../../../support/temp.ts";
import { fails } from "./scene.ts";

const DEFAULT = ["[DEFAULT]", "tenancy=ocid1.tenancy.t", "region=eu-frankfurt-1", "user=ocid1.user.u"];
const KEY = ["fingerprint=aa:bb", "key_file=/keys/key.pem"];
const FILES: Record<string, string> = {
  [join(homedir(), ".oci/config")]: [...DEFAULT, ...KEY].join("\n"),
  "/else/config": [...DEFAULT, ...KEY, "[session]", "security_token_file=/keys/token", "[bare]"].join("\n"),
  "/delegated/config": ["[DEFAULT]", "tenancy=t", "region=r", "authentication_type=instance_principal"].join("\n"),
  "/poor/config": "[DEFAULT]\nregion=eu-frankfurt-1\nkey_file=/keys/lost.pem\n",
  "/broken/config": "[DEFAULT]\nMIIEvQIBADANBgkq\n",
  "/keys/key.pem": "pem",
  "/keys/token": "token",
};
const ALL_VARIABLES = {
  OCI_CLI_USER: "ocid1.user.mine",
  OCI_CLI_TENANCY: "ocid1.tenancy.mine",
  OCI_CLI_FINGERPRINT: "cc:dd",
  OCI_CLI_KEY_FILE: "/keys/key.pem",
};

function choose(environment: Record<string, string | undefined>) {
  const faults: string[] = [];
  return { choice: chooseAuth(environment, (path) => FILES[path], faults), faults };
}

describe("the choice of credentials", () => {
  const key = { tenancy: "ocid1.tenancy.t", user: "ocid1.user.u", fingerprint: "aa:bb", privateKey: "pem" };
  const region = "eu-frankfurt-1";

  it("falls on the API key in the home folder's config file when nothing is said", () => {
    assert.deepEqual(choose({}), { choice: { kind: "api_key", key: { ...key, region } }, faults: [] });
    assert.deepEqual(choose({ OCI_CLI_AUTH: "", OCI_CLI_PROFILE: "" }), choose({}));
  });

  it("takes the file and the profile that it is told, the command line's variable before the SDK's", () => {
    const session = { kind: "security_token", file: "/else/config", profile: "session" };
    const named = { OCI_CLI_CONFIG_FILE: "/else/config", OCI_CONFIG_FILE: "/lost", OCI_CLI_PROFILE: "session" };
    assert.deepEqual(choose(named), { choice: session, faults: [] });
    const sdk = { OCI_CONFIG_FILE: "/else/config", OCI_CLI_PROFILE: "bare" };
    assert.deepEqual(choose(sdk), { choice: { kind: "api_key", key: { ...key, region } }, faults: [] });
  });

  it("takes the API key of a profile with a session where that is asked for", () => {
    const asked = { OCI_CLI_CONFIG_FILE: "/else/config", OCI_CLI_PROFILE: "session", OCI_CLI_AUTH: "api_key" };
    assert.equal(choose(asked).choice?.kind, "api_key");
  });

  it("falls on a session where one is asked for, and says what its profile lacks", () => {
    const asked = { OCI_CLI_CONFIG_FILE: "/else/config", OCI_CLI_AUTH: "security_token", OCI_CLI_PROFILE: "bare" };
    const { choice, faults } = choose(asked);
    assert.equal(choice, undefined);
    assert.deepEqual(faults, ["security_token_file is missing in the profile 'bare' of /else/config."]);
  });

  it("leaves a delegated identity to the SDK", () => {
    const delegated = { kind: "delegated", file: "/delegated/config", profile: "DEFAULT" };
    assert.deepEqual(choose({ OCI_CLI_CONFIG_FILE: "/delegated/config" }), { choice: delegated, faults: [] });
  });

  it("puts variables over the profile's entries, one by one", () => {
    const { choice } = choose({
      OCI_CLI_USER: "ocid1.user.mine",
      OCI_CLI_PASSPHRASE: "p",
      OCI_CLI_REGION: "uk-london-1",
    });
    const expected = { ...key, user: "ocid1.user.mine", passphrase: "p", region: "uk-london-1" };
    assert.deepEqual(choice, { kind: "api_key", key: expected });
  });

  it("needs no config file where the variables say all", () => {
    const mine = { tenancy: "ocid1.tenancy.mine", user: "ocid1.user.mine", fingerprint: "cc:dd", privateKey: "pem" };
    const without = { ...ALL_VARIABLES, OCI_CLI_CONFIG_FILE: "/lost" };
    assert.deepEqual(choose(without), { choice: { kind: "api_key", key: mine }, faults: [] });
    const content = { ...without, OCI_CLI_KEY_FILE: "", OCI_CLI_KEY_CONTENT: "other" };
    assert.deepEqual(choose(content), {
      choice: { kind: "api_key", key: { ...mine, privateKey: "other" } },
      faults: [],
    });
  });

  for (const kind of ["instance_principal", "resource_principal", "oke_workload_identity"]) {
    it(`falls on ${kind} without a look at any file`, () => {
      assert.deepEqual(choose({ OCI_CLI_AUTH: kind, OCI_CLI_CONFIG_FILE: "/lost" }), { choice: { kind }, faults: [] });
    });
  }

  it("refuses what it doesn't know, with what it knows", () => {
    const { choice, faults } = choose({ OCI_CLI_AUTH: "password" });
    assert.equal(choice, undefined);
    assert.match(
      faults.join(),
      /^OCI_CLI_AUTH must be one of api_key, security_token, instance_principal, .*'password'/,
    );
  });

  it("tells all faults of a profile at once", () => {
    const { faults } = choose({ OCI_CLI_CONFIG_FILE: "/poor/config" });
    assert.deepEqual(faults, [
      "tenancy is missing in the profile 'DEFAULT' of /poor/config; OCI_CLI_TENANCY would do as well.",
      "user is missing in the profile 'DEFAULT' of /poor/config; OCI_CLI_USER would do as well.",
      "fingerprint is missing in the profile 'DEFAULT' of /poor/config; OCI_CLI_FINGERPRINT would do as well.",
      "key_file is /keys/lost.pem in the profile 'DEFAULT' of /poor/config, a file that can't be read.",
    ]);
  });

  it("tells a file that isn't there, and a profile that isn't in it", () => {
    assert.match(
      choose({ OCI_CLI_CONFIG_FILE: "/lost" }).faults.join(),
      /^The config file \/lost can't be read\. Name/,
    );
    const other = { OCI_CLI_CONFIG_FILE: "/else/config", OCI_CLI_PROFILE: "prod" };
    assert.match(
      choose(other).faults.join(),
      /has no profile 'prod' \(OCI_CLI_PROFILE\); it has: DEFAULT, session, bare/,
    );
  });

  it("tells a broken file without quoting it, for it may hold a key", () => {
    const { faults } = choose({ OCI_CLI_CONFIG_FILE: "/broken/config" });
    assert.match(faults.join(), /^The config file \/broken\/config holds a line that/);
    assert.doesNotMatch(faults.join(), /MIIE/);
  });
});

describe("credentials", () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await temporaryFolder("auth");
  });
  after(() => folder.remove());
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = { tenancy: "t", user: "u", fingerprint: "f", privateKey };

  it("of an API key name the key and the region", async () => {
    const { provider, regionId } = await authenticate({ kind: "api_key", key: { ...key, region: "uk-london-1" } });
    assert.equal(await provider.getKeyId(), "t/u/f");
    assert.equal(regionId, "uk-london-1");
  });

  it("of a session carry its token", async () => {
    const file = join(folder.path, "config");
    writeFileSync(join(folder.path, "key.pem"), privateKey);
    writeFileSync(join(folder.path, "token"), "abc");
    const paths = [`key_file=${join(folder.path, "key.pem")}`, `security_token_file=${join(folder.path, "token")}`];
    writeFileSync(file, ["[DEFAULT]", "tenancy=t", "region=uk-london-1", "fingerprint=f", ...paths].join("\n"));
    const { provider, regionId } = await authenticate({ kind: "security_token", file, profile: "DEFAULT" });
    assert.equal(await provider.getKeyId(), "ST$abc");
    assert.equal(regionId, "uk-london-1");
  });

  it("that can't be used are refused before any call, and never quoted", async () => {
    const broken = { ...key, privateKey: privateKey.slice(0, 200) };
    const refused = authenticate({ kind: "api_key", key: broken });
    await fails(refused, "refused", /^The API key can't be used: .*OCI_CLI_PASSPHRASE/);
    await assert.rejects(refused, (error) => !String(error).includes(privateKey.slice(40, 80)));
  });

  it("of a machine that has none are refused with what was asked for", async () => {
    await fails(
      authenticate({ kind: "resource_principal" }),
      "refused",
      /^OCI_CLI_AUTH is resource_principal, and this/,
    );
  });
});
