import assert from "node:assert/strict";
import { access, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { decodeJwt, UnsecuredJWT } from "jose";
import { deploymentLogin } from "../../../cli/deployment-login/index.ts";
import type { DeploymentLoginOptions } from "../../../cli/deployment-login/index.ts";
import { portsOf } from "../oci-login/fixture.ts";
import { openRun, role } from "./fixture.ts";
import type { DeploymentRun } from "./fixture.ts";

describe("tidegate deployment-login", function () {
  this.timeout(30_000);
  let run: DeploymentRun;
  let folder: string;
  let config: string;
  beforeEach(async () => {
    run = await openRun();
    folder = `${run.folder.path}/own`;
    config = `${run.folder.path}/aws/config`;
  });
  afterEach(() => run.close());

  type Change = Readonly<Record<string, string | undefined>>;

  /** A login with an update's token; `change` lays variables over the right ones, undefined leaves one out. */
  async function login(change: Change = {}, options: DeploymentLoginOptions = {}) {
    const given = { ...run.env, PULUMI_OIDC_TOKEN: await run.token("update"), ...change };
    const env = Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const ports = portsOf(env);
    await deploymentLogin({ folder, ...options }, ports);
    return ports;
  }
  const isThere = (file: string): Promise<boolean> =>
    access(file).then(
      () => true,
      () => false,
    );
  const ociUser = async (): Promise<string | undefined> =>
    decodeJwt(await readFile(`${folder}/.oci/token`, "utf8")).sub;

  for (const [operation, purpose] of [
    ["update", "deploy"],
    ["refresh", "deploy"],
    ["destroy", "deploy"],
    ["preview", "preview"],
  ] as const) {
    it(`takes AWS's role for ${purpose} in a run of ${operation}, by a profile that nobody else reads`, async () => {
      const token = await run.token(operation);
      const oci = { OCI_WIF_DOMAIN_BASE_URL: undefined, OCI_WIF_CLIENT_IDENTIFIER: undefined };
      const { told, printed } = await login({ ...oci, PULUMI_OIDC_TOKEN: token });
      const [mark, ...lines] = (await readFile(config, "utf8")).split("\n");
      assert.match(mark ?? "", /^# Written by tidegate deployment-login/);
      assert.deepEqual(lines, [
        "[default]",
        `role_arn = ${role(purpose)}`,
        `web_identity_token_file = ${folder}/pulumi.oidc`,
        `role_session_name = trivia-pay-dev-${operation}-12`,
        "region = eu-central-1",
        "",
      ]);
      for (const file of [config, `${folder}/pulumi.oidc`]) assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.equal(await readFile(`${folder}/pulumi.oidc`, "utf8"), token);
      assert.deepEqual(printed, [
        `export AWS_CONFIG_FILE='${config}'`,
        "export AWS_PROFILE='default'",
        "export AWS_REGION='eu-central-1'",
      ]);
      assert.deepEqual(told, [
        `A run of Pulumi Deployments: ${operation} of trivia-pay, dev.`,
        `AWS: ${role(purpose)} in eu-central-1, by ${config}`,
      ]);
    });
  }

  for (const operation of ["preview", "update"] as const) {
    it(`gets a session of OCI's service user for ${operation}`, async () => {
      const token = await run.token(operation);
      const { told, printed } = await login({ PULUMI_OIDC_TOKEN: token });
      assert.equal(await ociUser(), run.users[operation]);
      assert.match(told.join("\n"), /^OCI: \S+ until \S+Z, by /m);
      assert.match(printed.join("\n"), /^export OCI_CLI_CONFIG_FILE='.*\/own\/.oci\/config'$/m);
      assert.doesNotMatch([...told, ...printed].join("\n"), /eyJ|PRIVATE/);
    });
  }

  it("tells OCI's refusal of an operation that the domain's trust doesn't know", async () => {
    const refused = /refused the exchange with 400 invalid_grant: The token meets no rule of the trust pulumi\./;
    await assert.rejects(login({ PULUMI_OIDC_TOKEN: await run.token("destroy") }), refused);
  });

  it("leaves a cloud alone that nobody asks for", async () => {
    await login({ AWS_PREVIEW_ROLE_ARN: undefined, AWS_DEPLOY_ROLE_ARN: undefined });
    assert.equal(await isThere(config), false);
    assert.equal(await ociUser(), run.users.update);
  });

  it("reads the token from a file, and leaves it there", async () => {
    const tokenFile = `${run.folder.path}/given`;
    await writeFile(tokenFile, `${await run.token("preview")}\n`);
    await login({}, { tokenFile });
    assert.match(await readFile(config, "utf8"), new RegExp(`web_identity_token_file = ${tokenFile}\n`));
    assert.equal(await isThere(`${folder}/pulumi.oidc`), false);
    assert.equal(await ociUser(), run.users.preview);
  });

  it("tells the run by the file that it reads its variables from", async () => {
    const envFile = `${run.folder.path}/PULUMI_ENV`;
    await writeFile(envFile, "BEFORE=1\n");
    const { printed } = await login({}, { envFile });
    assert.deepEqual(printed, []);
    const lines = (await readFile(envFile, "utf8")).split("\n");
    assert.equal(lines[0], "BEFORE=1");
    assert.ok(lines.includes(`AWS_CONFIG_FILE=${config}`));
    assert.ok(lines.includes("TF_VAR_auth=SecurityToken"));
  });

  it("tells the run the policies that its stack is held to, with the stack's own exemptions", async () => {
    const repository = `${run.folder.path}/repository`;
    await mkdir(`${repository}/policy/all`, { recursive: true });
    await mkdir(`${repository}/stacks/trivia-pay`, { recursive: true });
    await writeFile(`${repository}/policy/all/dev.json`, '{"closed":"advisory"}');
    await writeFile(`${repository}/stacks/trivia-pay/policies.json`, '{"closed":"mandatory"}');
    const { printed } = await login({ PULUMI_OPTION_POLICY_PACK: "../../policy/all/run" }, { repository });
    assert.ok(printed.includes(`export PULUMI_OPTION_POLICY_PACK='${repository}/policy/all/run'`));
    assert.ok(printed.includes(`export PULUMI_OPTION_POLICY_PACK_CONFIG='${folder}/policies.json'`));
    assert.equal(await readFile(`${folder}/policies.json`, "utf8"), '{"closed":"mandatory"}');
  });

  it("replaces its own profile, and never somebody else's", async () => {
    await login({ PULUMI_OIDC_TOKEN: await run.token("preview") });
    await login();
    assert.match(await readFile(config, "utf8"), /trivia-pay-dev-deploy/);
    const another = "[default]\nregion = eu-west-1\n";
    await mkdir(`${run.folder.path}/aws`, { recursive: true });
    await writeFile(config, another);
    await assert.rejects(login(), {
      message: `Can't log in: ${config} is there and was written by somebody else: name another file by AWS_CONFIG_FILE.`,
    });
    assert.equal(await readFile(config, "utf8"), another);
  });

  it("never gives a preview the role that deploys", async () => {
    const token = await run.token("preview");
    const missing = login({ PULUMI_OIDC_TOKEN: token, AWS_PREVIEW_ROLE_ARN: undefined });
    await assert.rejects(missing, { message: "Can't log in: AWS_PREVIEW_ROLE_ARN is missing." });
    const same = login({ PULUMI_OIDC_TOKEN: token, AWS_PREVIEW_ROLE_ARN: role("deploy") });
    await assert.rejects(same, /AWS_PREVIEW_ROLE_ARN and AWS_DEPLOY_ROLE_ARN name the same role/);
    assert.equal(await isThere(config), false);
    assert.equal(await isThere(folder), false);
  });

  const WRONG: readonly (readonly [string, Change, RegExp])[] = [
    ["a role's name", { AWS_DEPLOY_ROLE_ARN: "deploy" }, /AWS_DEPLOY_ROLE_ARN must be a role's ARN, not "deploy"/],
    ["a role's ARN with a line more", { AWS_DEPLOY_ROLE_ARN: `${role("a")}\nx = y` }, /AWS_DEPLOY_ROLE_ARN must be/],
    ["no region", { AWS_REGION: undefined }, /AWS_REGION is missing/],
    ["a region that is none", { AWS_REGION: "Frankfurt" }, /AWS_REGION must be a region/],
    ["a key of AWS's beside", { AWS_ACCESS_KEY_ID: "CHANGEME" }, /AWS_ACCESS_KEY_ID is set/],
    ["a client with its secret", { OCI_WIF_CLIENT_IDENTIFIER: "id:word" }, /OCI_WIF_CLIENT_IDENTIFIER must be/],
    ["a token that is none", { PULUMI_OIDC_TOKEN: "word" }, /the token is no JSON web token/],
    ["a workflow's token", unsigned({ sub: "repo:a/b:environment:dev" }), /none of Pulumi Deployments: .*"repo:a/],
    ["another issuer's token", unsigned({ iss: "https://issuer.example" }), /its issuer is "https:\/\/issuer.example"/],
    ["a token without an issuer", unsigned({ iss: undefined }), /its issuer is ""/],
    ["an unknown operation", unsigned({ sub: "pulumi:deploy:org:a:project:b:stack:c:operation:up:scope:write" }), /up/],
  ];
  for (const [what, change, told] of WRONG) {
    it(`refuses ${what}, before anything is written`, async () => {
      await assert.rejects(login(change), (error: Error) => {
        assert.match(error.message, told);
        assert.doesNotMatch(error.message, /eyJ|: word/);
        return true;
      });
      assert.equal(await isThere(folder), false);
    });
  }

  it("tells everything that is missing, at once", async () => {
    const env = { OCI_WIF_CLIENT_IDENTIFIER: "pipelines", AWS_PREVIEW_ROLE_ARN: role("preview") };
    const tokenFile = `${run.folder.path}/none`;
    await assert.rejects(deploymentLogin({ folder, tokenFile }, portsOf(env)), (error: Error) => {
      const named = [
        "none can't be read (ENOENT)",
        "AWS_REGION",
        "OCI_WIF_DOMAIN_BASE_URL",
        "OCI_TENANCY_OCID",
        "OCI_REGION",
      ];
      for (const name of named) assert.ok(error.message.includes(name), error.message);
      return true;
    });
    const none = deploymentLogin({ folder, tokenFile }, portsOf({}));
    await assert.rejects(
      none,
      /no cloud is asked for: AWS_PREVIEW_ROLE_ARN and AWS_DEPLOY_ROLE_ARN, or OCI_WIF_DOMAIN/,
    );
  });
});

/** A token that nobody signed: what is read before a cloud has verified it. */
function unsigned(claims: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const right = {
    iss: "https://api.pulumi.com/oidc",
    sub: "pulumi:deploy:org:tidegate:project:trivia-pay:stack:dev:operation:update:scope:write",
  };
  return { PULUMI_OIDC_TOKEN: new UnsecuredJWT({ ...right, ...claims }).encode() };
}
