import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ociLogin } from "../../../cli/oci-login/index.ts";
import { openJob, portsOf } from "./fixture.ts";
import type { Job } from "./fixture.ts";

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
const entriesOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^([^=\n]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));

describe("tidegate oci-login", () => {
  let job: Job;
  beforeEach(async () => {
    job = await openJob();
  });
  afterEach(() => job.close());

  const session = () => join(job.folder.path, "tidegate-oci", ".oci");

  it("writes a profile with token and key, for its owner alone", async () => {
    assert.equal(await ociLogin({}, [], portsOf(job.env)), 0);
    assert.deepEqual((await readdir(session())).sort(), ["config", "oci_api_key.pem", "token"]);
    assert.equal(await modeOf(session()), 0o700);
    for (const file of await readdir(session())) {
      assert.equal(await modeOf(join(session(), file)), 0o600, file);
    }
    const config = await readFile(join(session(), "config"), "utf8");
    assert.match(config, /^\[DEFAULT\]\n/);
    const entries = entriesOf(config);
    assert.deepEqual([...entries.keys()], ["fingerprint", "tenancy", "region", "key_file", "security_token_file"]);
    assert.equal(entries.get("security_token_file"), join(session(), "token"));
  });

  it("closes a folder that was open, and replaces what lay in it", async () => {
    await mkdir(session(), { recursive: true });
    await chmod(session(), 0o755);
    await writeFile(join(session(), "token"), "old", { mode: 0o644 });
    await ociLogin({}, [], portsOf(job.env));
    assert.equal(await modeOf(session()), 0o700);
    assert.equal(await modeOf(join(session(), "token")), 0o600);
    assert.notEqual(await readFile(join(session(), "token"), "utf8"), "old");
  });

  it("has a key that no other login has, and that its token names", async () => {
    const moduli: unknown[] = [];
    for (const folder of ["one", "two"]) {
      await ociLogin({ folder: join(job.folder.path, folder) }, [], portsOf(job.env));
      const key = await readFile(join(job.folder.path, folder, ".oci", "oci_api_key.pem"), "utf8");
      const { n } = createPublicKey(createPrivateKey(key)).export({ format: "jwk" });
      const token = await readFile(join(job.folder.path, folder, ".oci", "token"), "utf8");
      const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
      const jwk: unknown = JSON.parse(String(Reflect.get(Object(claims) as object, "jwk")));
      assert.equal(Reflect.get(Object(jwk) as object, "n"), n);
      moduli.push(n);
    }
    assert.notEqual(moduli[0], moduli[1]);
  });

  it("says neither token nor key, to nobody", async () => {
    const ports = portsOf(job.env);
    await ociLogin({}, [], ports);
    const said = [...ports.told, ...ports.printed].join("\n");
    const token = await readFile(join(session(), "token"), "utf8");
    const request = job.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
    for (const secret of [token, token.split(".")[2] ?? "", request]) {
      assert.ok(secret !== "" && !said.includes(secret));
    }
    assert.doesNotMatch(said, /eyJ|PRIVATE KEY/);
  });

  it("tells a shell where the session is", async () => {
    const ports = portsOf(job.env);
    await ociLogin({ profile: "DEPLOY" }, [], ports);
    const exports = entriesOf(ports.printed.map((line) => line.replace(/^export /, "")).join("\n"));
    const config = `'${join(session(), "config")}'`;
    assert.equal(exports.get("OCI_CLI_CONFIG_FILE"), config);
    assert.equal(exports.get("OCI_CONFIG_FILE"), config);
    assert.equal(exports.get("OCI_CLI_AUTH"), "'security_token'");
    assert.equal(exports.get("OCI_CLI_PROFILE"), "'DEPLOY'");
    assert.equal(exports.get("TF_HOME_OVERRIDE"), `'${join(job.folder.path, "tidegate-oci")}'`);
    assert.equal(exports.get("TF_VAR_auth"), "'SecurityToken'");
    assert.match(await readFile(join(session(), "config"), "utf8"), /^\[DEPLOY\]\n/);
  });

  it("tells the job's later steps by GITHUB_ENV, and prints nothing then", async () => {
    const file = join(job.folder.path, "github-env");
    await writeFile(file, "BEFORE=1\n");
    const ports = portsOf({ ...job.env, GITHUB_ENV: file });
    await ociLogin({}, [], ports);
    assert.deepEqual(ports.printed, []);
    const entries = entriesOf(await readFile(file, "utf8"));
    assert.equal(entries.get("BEFORE"), "1");
    assert.equal(entries.get("OCI_CLI_CONFIG_FILE"), join(session(), "config"));
  });

  it("takes a token out of a file", async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: _url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: _token, ...env } = job.env;
    const tokenFile = join(job.folder.path, "identity-token");
    await writeFile(tokenFile, `${await job.domain.token()}\n`);
    assert.equal(await ociLogin({ tokenFile }, [], portsOf(env)), 0);
  });

  describe("fails in words, and leaves no file", () => {
    const failed = async (change: Readonly<Record<string, string>>, options = {}): Promise<string> => {
      const error: unknown = await ociLogin(options, [], portsOf({ ...job.env, ...change })).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Error, "it was let in");
      assert.doesNotMatch(error.message, /eyJ/);
      await assert.rejects(readdir(session()), /ENOENT/);
      return error.message;
    };

    it("for a client that the domain doesn't know", async () => {
      const message = await failed({ OCI_WIF_CLIENT_IDENTIFIER: "other" });
      assert.match(message, /401 invalid_client.*client other.*of type public/);
    });

    it("for an audience that the trust doesn't name", async () => {
      const message = await failed({ OCI_WIF_AUDIENCE: "https://github.com/other/other" });
      assert.match(message, /400 invalid_grant.*aud.*audience https:\/\/github\.com\/other\/other/);
    });

    it("for a job that may not ask for a token", async () => {
      assert.match(await failed({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: "x" }), /no identity token \(401\).*id-token: write/);
    });

    it("for a domain that isn't there", async () => {
      const message = await failed({ OCI_WIF_DOMAIN_BASE_URL: "http://127.0.0.1:1" });
      assert.match(message, /^http:\/\/127\.0\.0\.1:1 can't be reached: /);
    });

    it("for something that is no domain", async () => {
      const message = await failed({ OCI_WIF_DOMAIN_BASE_URL: `${job.domain.world.endpoint}/elsewhere` });
      assert.match(message, /refused the exchange with 404/);
    });

    it("for a token file that is missing, or holds something else", async () => {
      const tokenFile = join(job.folder.path, "nothing");
      assert.match(await failed({}, { tokenFile }), /can't be read from .*nothing: ENOENT/);
      await writeFile(tokenFile, "word");
      assert.match(await failed({}, { tokenFile }), /holds no JSON web token/);
    });
  });
});
