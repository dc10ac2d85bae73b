/** Runs the start script as it is, in a folder of its own, with stand-ins for `oci`, `docker` and `install`. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { appPaths, logrotateTemplate, prepareScript, runScript, unitFile } from "@tidegate/oci";
import type { TemporaryFolder } from "../../support/temp.ts";
import { temporaryFolder } from "../../support/temp.ts";

describe("the start script", () => {
  let folder: TemporaryFolder;
  let root: string;
  let token: string;
  before(async () => {
    folder = await temporaryFolder("boot");
  });
  after(() => folder.remove());
  beforeEach(() => {
    root = join(folder.path, randomUUID());
    token = randomUUID();
    layOut(root);
    putSecret("env", "DATABASE=db.test\nMODE=live\n");
    putSecret("user", "ns/someone");
    putSecret("token", token);
  });

  it("runs the image as user 10001 at the port, with the environment file and the log directory", () => {
    const { status, docker } = start();
    assert.equal(status, 0);
    const run = docker.at(-1) ?? "";
    for (const part of [
      "run --name quiz --user 10001:10001",
      "--publish 8123:8123",
      `--env-file ${root}/etc/quiz.env`,
      `--volume ${root}/var/log/quiz:${root}/var/log/quiz`,
      "fra.ocir.io/ns/quiz:1.4.2",
    ]) {
      assert.ok(run.includes(part), `${part} is missing in: ${run}`);
    }
  });

  it("writes the secret's environment with the port and the log path, for root's eyes only", () => {
    start();
    assert.deepEqual(environment(), [
      "DATABASE=db.test",
      "MODE=live",
      "PORT=8123",
      `APP_LOG_PATH=${root}/var/log/quiz/app.log`,
    ]);
    assert.equal(statSync(join(root, "etc/quiz.env")).mode & 0o777, 0o600);
  });

  it("overrules a port in the secret that the load balancer doesn't know, and says so", () => {
    putSecret("env", "PORT=9999\nMODE=live\n");
    const { status, said } = start();
    assert.equal(status, 0);
    assert.deepEqual(
      environment().filter((line) => line.startsWith("PORT=")),
      ["PORT=8123"],
    );
    assert.match(said, /asks for PORT=9999.*8123 it is/);
  });

  it("takes an environment that sets nothing but the port", () => {
    putSecret("env", "PORT=8123\n");
    const { status, said } = start();
    assert.equal(status, 0, said);
    assert.doesNotMatch(said, /asks for PORT/);
  });

  it("follows the secret's log path, rotation included", () => {
    putSecret("env", `APP_LOG_PATH=${root}/srv/quiz/other.log\n`);
    const { docker } = start();
    assert.ok(docker.at(-1)?.includes(`--volume ${root}/srv/quiz:${root}/srv/quiz`));
    const rotation = readFileSync(join(root, "etc/logrotate.d/quiz"), "utf8");
    assert.ok(rotation.startsWith(`${root}/srv/quiz/other.log {`), rotation);
  });

  it("turns file logging and rotation off when the secret's log path is empty", () => {
    start();
    assert.ok(existsSync(join(root, "etc/logrotate.d/quiz")));
    putSecret("env", "APP_LOG_PATH=\n");
    const { docker } = start();
    assert.ok(!docker.at(-1)?.includes("--volume"));
    assert.ok(!existsSync(join(root, "etc/logrotate.d/quiz")));
  });

  it("refuses to take over a directory that holds files of others", () => {
    mkdirSync(join(root, "srv/shared"), { recursive: true });
    writeFileSync(join(root, "srv/shared/theirs"), "");
    putSecret("env", `APP_LOG_PATH=${root}/srv/shared/app.log\n`);
    const { status, said, docker } = start();
    assert.equal(status, 1);
    assert.match(said, /holds files of others/);
    assert.deepEqual(docker, []);
  });

  for (const secret of ["env", "user", "token"]) {
    it(`ends with an error while the secret ${secret} still holds CHANGEME, and starts nothing`, () => {
      putSecret(secret, "CHANGEME");
      const { status, said, docker } = start();
      assert.equal(status, 1);
      assert.match(said, new RegExp(`${secret}\\) still holds CHANGEME`));
      assert.deepEqual(docker, []);
    });
  }

  it("ends with an error when a secret can't be read", () => {
    rmSync(join(root, "secrets/ocid1.vaultsecret.test.token"));
    const { status, said } = start();
    assert.equal(status, 1);
    assert.match(said, /Could not read the secret of the registry's auth token/);
  });

  it("reads secrets as the instance, in their current version", () => {
    start();
    const calls = readFileSync(join(root, "oci.log"), "utf8").trim().split("\n");
    assert.equal(calls.length, 3);
    for (const call of calls) {
      assert.match(call, /--auth instance_principal secrets secret-bundle get .*--stage CURRENT/);
    }
  });

  it("gives the token to docker on its standard input, and leaves it in no file and no message", () => {
    const { said, docker } = start();
    assert.equal(readFileSync(join(root, "login.stdin"), "utf8"), token);
    assert.ok(docker.some((call) => call === "login fra.ocir.io --username ns/someone --password-stdin"));
    assert.ok(!docker.join("\n").includes(token));
    assert.ok(!said.includes(token));
    rmSync(join(root, "login.stdin"));
    rmSync(join(root, "secrets"), { recursive: true });
    const found = spawnSync("grep", ["-rl", token, root], { encoding: "utf8" });
    assert.equal(found.stdout, "");
  });

  it("starts the copy that is here when the registry can't be reached", () => {
    writeFileSync(join(root, "no-pull"), "");
    writeFileSync(join(root, "has-image"), "");
    const { status, said, docker } = start();
    assert.equal(status, 0);
    assert.match(said, /starting the copy that is here/);
    assert.match(docker.at(-1) ?? "", /^run /);
  });

  it("ends with an error when there is neither a pull nor a copy", () => {
    writeFileSync(join(root, "no-pull"), "");
    const { status, said, docker } = start();
    assert.equal(status, 1);
    assert.match(said, /Could not pull fra\.ocir\.io\/ns\/quiz:1\.4\.2/);
    assert.ok(!docker.some((call) => call.startsWith("run ")));
  });

  function putSecret(name: string, value: string): void {
    writeFileSync(join(root, `secrets/ocid1.vaultsecret.test.${name}`), Buffer.from(value).toString("base64"));
  }

  function environment(): string[] {
    return readFileSync(join(root, "etc/quiz.env"), "utf8").trimEnd().split("\n");
  }

  function start(): { status: number | null; said: string; docker: string[] } {
    rmSync(join(root, "docker.log"), { force: true });
    const env = { ...process.env, PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}`, ROOT: root };
    const { status, stderr } = spawnSync("bash", [join(root, appPaths("quiz").run)], { encoding: "utf8", env });
    const log = join(root, "docker.log");
    const docker = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
    return { status, said: stderr, docker };
  }
});

describe("the boot files", () => {
  for (const [name, text] of [
    ["prepare.sh", prepareScript()],
    ["run.sh", runScript("quiz")],
  ] as const) {
    it(`${name} is bash that parses`, () => {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
      assert.equal(status, 0, stderr);
    });
  }

  it("name the application's own files", () => {
    assert.ok(unitFile("poll").includes("/etc/poll/run.sh"));
    assert.ok(!unitFile("poll").includes("quiz"));
    assert.ok(!runScript("poll").includes("triviapay"));
  });
});

/** The instance's folders under a root of their own, with the script's absolute paths moved there. */
function layOut(root: string): void {
  for (const folder of ["bin", "secrets", "run", "etc/quiz", "etc/logrotate.d", "var/log"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const moved = (text: string) => text.replaceAll("/etc/", `${root}/etc/`).replaceAll(" /run/", ` ${root}/run/`);
  const paths = appPaths("quiz");
  writeFileSync(join(root, paths.run), moved(runScript("quiz")));
  writeFileSync(join(root, paths.logrotateTemplate), logrotateTemplate());
  writeFileSync(
    join(root, paths.settings),
    [
      "PORT=8123",
      `APP_LOG_PATH=${root}/var/log/quiz/app.log`,
      "IMAGE=fra.ocir.io/ns/quiz:1.4.2",
      "REGISTRY=fra.ocir.io",
      "APP_ENV_SECRET_ID=ocid1.vaultsecret.test.env",
      "OCIR_USERNAME_SECRET_ID=ocid1.vaultsecret.test.user",
      "OCIR_AUTH_TOKEN_SECRET_ID=ocid1.vaultsecret.test.token",
    ].join("\n"),
  );
  command(root, "install", 'mkdir -p "${@: -1}"');
  command(
    root,
    "oci",
    'echo "$*" >>"$ROOT/oci.log"; while [ "$1" != --secret-id ]; do shift; done; cat "$ROOT/secrets/$2"',
  );
  command(
    root,
    "docker",
    `case "$1" in
  login) echo "$*" >>"$ROOT/docker.log"; cat >"$ROOT/login.stdin"; cat "$ROOT/login.stdin" >"$DOCKER_CONFIG/config.json" ;;
  pull) echo "$*" >>"$ROOT/docker.log"; [ ! -e "$ROOT/no-pull" ] ;;
  image) [ -e "$ROOT/has-image" ] ;;
  *) echo "$*" >>"$ROOT/docker.log" ;;
esac`,
  );
}

function command(root: string, name: string, body: string): void {
  const path = join(root, "bin", name);
  writeFileSync(path, `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(path, 0o755);
}
