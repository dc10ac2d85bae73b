import assert from "node:assert/strict";
import { parse } from "yaml";
import type { BootSettings, CloudConfig } from "@tidegate/oci";
import { cloudConfig, InvalidArguments, renderCloudConfig, userData } from "@tidegate/oci";
import { known } from "./built.ts";

const SETTINGS: BootSettings = {
  app: "quiz",
  backendPort: 8123,
  appLogPath: "/var/log/quiz/app.log",
  image: "fra.ocir.io/testnamespace/quiz/dev:1.4.2",
  registry: "fra.ocir.io",
  appEnvSecretId: "ocid1.vaultsecret.oc1.test.env",
  ocirUsernameSecretId: "ocid1.vaultsecret.oc1.test.user",
  ocirAuthTokenSecretId: "ocid1.vaultsecret.oc1.test.token",
};
/** The most that an instance's metadata may take, user data included. */
const METADATA_BYTES = 32_000;

describe("cloud-init", () => {
  it("is YAML that reads back as the same data, under cloud-init's first line", () => {
    const config = cloudConfig(SETTINGS);
    const text = renderCloudConfig(config);
    assert.ok(text.startsWith("#cloud-config\n"));
    assert.deepEqual(parse(text), config);
  });

  it("keeps file modes as text, which YAML would otherwise read as numbers", () => {
    const read = parse(renderCloudConfig(cloudConfig(SETTINGS))) as CloudConfig;
    for (const { permissions } of read.write_files) {
      assert.match(permissions, /^0[0-7]{3}$/);
    }
  });

  it("holds every value that a boot needs in /etc/<app>/settings.env, plain", () => {
    assert.deepEqual(content("/etc/quiz/settings.env").trimEnd().split("\n"), [
      "PORT=8123",
      "APP_LOG_PATH=/var/log/quiz/app.log",
      "IMAGE=fra.ocir.io/testnamespace/quiz/dev:1.4.2",
      "REGISTRY=fra.ocir.io",
      "APP_ENV_SECRET_ID=ocid1.vaultsecret.oc1.test.env",
      "OCIR_USERNAME_SECRET_ID=ocid1.vaultsecret.oc1.test.user",
      "OCIR_AUTH_TOKEN_SECRET_ID=ocid1.vaultsecret.oc1.test.token",
    ]);
  });

  it("says each of them in that one place and nowhere else", () => {
    const text = renderCloudConfig(cloudConfig(SETTINGS));
    const values = ["8123", SETTINGS.image, SETTINGS.appEnvSecretId, SETTINGS.ocirAuthTokenSecretId];
    for (const value of values) {
      assert.equal(text.split(value).length - 1, 1, `${value} stands in more than one place`);
    }
  });

  it("changes with the port in that line alone", () => {
    const lines = (backendPort: number) => renderCloudConfig(cloudConfig({ ...SETTINGS, backendPort })).split("\n");
    const after = lines(9000);
    const changed = lines(8123).filter((line, index) => line !== after[index]);
    assert.deepEqual(changed, ["      PORT=8123"]);
  });

  it("starts the service without waiting for it", () => {
    assert.deepEqual(cloudConfig(SETTINGS).runcmd, [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "quiz.service"],
    ]);
  });

  it("starts the service again for ever, so that it comes up once the secrets have their values", () => {
    const unit = content("/etc/systemd/system/quiz.service");
    assert.match(unit, /^Restart=always$/m);
    assert.match(unit, /^StartLimitIntervalSec=0$/m);
    assert.match(unit, /^ExecStart=\/usr\/bin\/bash \/etc\/quiz\/run\.sh$/m);
  });

  it("rotates by renaming and creating, for the container's user, never by truncating", () => {
    const rotation = content("/etc/quiz/logrotate.template");
    assert.match(rotation, /^@APP_LOG_PATH@ \{$/m);
    assert.match(rotation, /^ {2}create 0640 10001 10001$/m);
    assert.doesNotMatch(rotation, /copytruncate/);
  });

  it("installs from signed repositories only", () => {
    for (const repository of Object.values(cloudConfig(SETTINGS).yum_repos)) {
      assert.equal(repository.gpgcheck, true);
      assert.match(repository.gpgkey, /^https:/);
      assert.match(repository.baseurl, /^https:/);
    }
  });

  it("fits into an instance's metadata with room to spare, in base64", async () => {
    const encoded = await known(userData({ ...SETTINGS }));
    assert.equal(Buffer.from(encoded, "base64").toString(), renderCloudConfig(cloudConfig(SETTINGS)));
    assert.ok(encoded.length < METADATA_BYTES / 2, `user data takes ${encoded.length} bytes`);
  });

  it("refuses what a shell would take apart, and what can't be, all at once", () => {
    const wrong = { app: "Quiz!", backendPort: 0, appLogPath: "app.log", image: "a b", registry: "$(id)" };
    assert.throws(
      () => cloudConfig({ ...SETTINGS, ...wrong }),
      (error) => {
        assert.ok(error instanceof InvalidArguments);
        const paths = error.faults.map(({ path }) => path);
        assert.deepEqual(paths, ["app", "backendPort", "appLogPath", "image", "registry"]);
        return true;
      },
    );
  });

  it("refuses a log path in a directory that isn't the application's own, or that climbs", () => {
    for (const appLogPath of ["/app.log", "/var/app.log", "/var/log/../etc/app.log"]) {
      assert.throws(() => cloudConfig({ ...SETTINGS, appLogPath }), /appLogPath/, appLogPath);
    }
  });
});

function content(path: string): string {
  const file = cloudConfig(SETTINGS).write_files.find((written) => written.path === path);
  assert.ok(file, `no file ${path}`);
  return file.content;
}
