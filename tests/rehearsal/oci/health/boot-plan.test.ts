import assert from "node:assert/strict";
import { stringify } from "yaml";
import { cloudConfig, renderCloudConfig } from "@tidegate/oci";
import { readBootPlan } from "../../../../rehearsal/oci/machine/cloud-init.ts";
import type { BootReading } from "../../../../rehearsal/oci/machine/cloud-init.ts";

const UNIT = "/etc/systemd/system/quiz.service";
const RUN = "/etc/quiz/run.sh";

interface Config {
  write_files: { path: string; content: string }[];
  runcmd: unknown[];
  yum_repos: Record<string, unknown>;
}

/** What the component makes of its settings: right, until a test breaks one thing. */
function rightConfig(): Config {
  const config = cloudConfig({
    app: "quiz",
    backendPort: 8123,
    appLogPath: "/var/log/quiz/app.log",
    image: "fra.ocir.io/frtidegate01/quiz/dev:1.4.2",
    registry: "fra.ocir.io",
    appEnvSecretId: "ocid1.vaultsecret.oc1.test.env",
    ocirUsernameSecretId: "ocid1.vaultsecret.oc1.test.user",
    ocirAuthTokenSecretId: "ocid1.vaultsecret.oc1.test.token",
  });
  const text = renderCloudConfig(config);
  assert.ok(text.startsWith("#cloud-config\n"));
  return structuredClone(config) as unknown as Config;
}

function read(config: object): BootReading {
  return readText(`#cloud-config\n${stringify(config, { lineWidth: 0 })}`);
}

function readText(text: string): BootReading {
  return readBootPlan(Buffer.from(text).toString("base64"));
}

/** The right configuration with another text in one of its files. */
function withFile(path: string, change: (content: string) => string): Config {
  const config = rightConfig();
  const file = config.write_files.find((one) => one.path === path);
  assert.ok(file, path);
  const before = file.content;
  file.content = change(before);
  assert.notEqual(file.content, before, "the test changed nothing");
  return config;
}

function refused({ plan, faults }: BootReading, ...why: RegExp[]): void {
  assert.equal(plan, undefined);
  assert.equal(faults.length, why.length, faults.join("; "));
  why.forEach((pattern, index) => assert.match(faults[index] ?? "", pattern));
}

describe("a machine's user data", () => {
  it("that is right gives the settings and where the packages come from", () => {
    const { plan, faults } = read(rightConfig());
    assert.deepEqual(faults, []);
    assert.deepEqual(plan?.packageHosts, ["download.docker.com"]);
    assert.deepEqual(plan.settings, {
      PORT: "8123",
      APP_LOG_PATH: "/var/log/quiz/app.log",
      IMAGE: "fra.ocir.io/frtidegate01/quiz/dev:1.4.2",
      REGISTRY: "fra.ocir.io",
      APP_ENV_SECRET_ID: "ocid1.vaultsecret.oc1.test.env",
      OCIR_USERNAME_SECRET_ID: "ocid1.vaultsecret.oc1.test.user",
      OCIR_AUTH_TOKEN_SECRET_ID: "ocid1.vaultsecret.oc1.test.token",
    });
  });

  it("does nothing without cloud-init's first line", () => {
    refused(readText(stringify(rightConfig())), /does not begin with #cloud-config/);
    refused(readText(""), /does not begin with #cloud-config/);
  });

  for (const [what, text] of [
    ["broken YAML", "#cloud-config\nruncmd: [\n  a: : b"],
    ["text", "#cloud-config\njust a line"],
    ["nothing", "#cloud-config\n"],
    ["a list", "#cloud-config\n- runcmd\n"],
  ] as const) {
    it(`does nothing with ${what} under that line`, () => {
      refused(readText(text), /not the YAML that cloud-init reads/);
    });
  }

  it("needs a command that enables a service", () => {
    refused(read({ ...rightConfig(), runcmd: [["systemctl", "daemon-reload"]] }), /enables no service/);
    refused(read({ ...rightConfig(), runcmd: undefined }), /enables no service/);
  });

  it("may say that command as one text, too", () => {
    assert.deepEqual(read({ ...rightConfig(), runcmd: ["systemctl enable --now quiz.service"] }).faults, []);
  });

  it("needs the unit of the service that is enabled", () => {
    const runcmd = [["systemctl", "enable", "other.service"]];
    refused(read({ ...rightConfig(), runcmd }), /enables other\.service but writes no such unit/);
    refused(read({ ...rightConfig(), write_files: undefined }), /enables quiz\.service but writes no such unit/);
  });

  it("needs the script that the unit starts", () => {
    const config = withFile(UNIT, (content) => content.replace(RUN, "/etc/quiz/other.sh"));
    refused(read(config), /quiz\.service starts nothing that cloud-init writes/);
    refused(read(withFile(UNIT, (content) => content.replace(/^ExecStart=.*$/m, ""))), /starts nothing/);
  });

  it("needs the settings that the script reads", () => {
    const elsewhere = withFile(RUN, (content) => content.replace(/^\. .*$/m, ". /etc/other.env"));
    refused(read(elsewhere), /run\.sh reads \/etc\/other\.env, which cloud-init does not write/);
    refused(read(withFile(RUN, (content) => content.replace(/^\. .*$/m, ""))), /run\.sh reads no settings file/);
  });

  it("needs a container that publishes the port", () => {
    const none = withFile(RUN, (content) => content.replace("docker run", "docker create"));
    refused(read(none), /runs no container that publishes \$PORT/);
    const unpublished = withFile(RUN, (content) => content.replace('--publish "$PORT:$PORT"', ""));
    refused(read(unpublished), /runs no container that publishes \$PORT/);
  });

  it("tells each host of packages once", () => {
    const yum_repos = {
      one: { baseurl: "https://packages.test/a" },
      two: { baseurl: "https://packages.test/b" },
      three: { baseurl: "https://mirror.test/c" },
    };
    assert.deepEqual(read({ ...rightConfig(), yum_repos }).plan?.packageHosts, ["packages.test", "mirror.test"]);
    assert.deepEqual(read({ ...rightConfig(), yum_repos: undefined }).plan?.packageHosts, []);
  });

  it("whose package repository has no address is a fault of it, and no crash", () => {
    const yum_repos = { one: { baseurl: "packages.test" } };
    refused(read({ ...rightConfig(), yum_repos }), /yum_repos.*packages\.test/);
  });
});
