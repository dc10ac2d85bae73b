import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, portFaults, refuse, textFaults } from "@tidegate/faults";
import { appPaths, logrotateTemplate, prepareScript, runScript, unitFile } from "./bootScripts.ts";

/** What an instance must know to start its container. No value of a secret is among it: only where each one lies. */
export interface BootSettings {
  /** Short name of the application, a letter, then letters, digits and hyphens: names its files and its service. */
  app: string;
  /** The TCP port of the host, of the container, and of the load balancer's backends. */
  backendPort: number;
  /** Absolute path of the log file, the same on the host and in the container, in a directory of its own. */
  appLogPath: string;
  /** The image, with its tag: `fra.ocir.io/<namespace>/triviapay/dev:1.4.2`. */
  image: string;
  /** The registry to log in to: `fra.ocir.io`. */
  registry: string;
  /** OCID of the secret with the application's environment: a file of KEY=VALUE lines as Docker's --env-file takes. */
  appEnvSecretId: string;
  /** OCID of the secret with the registry's user name: `<namespace>/<user>`. */
  ocirUsernameSecretId: string;
  /** OCID of the secret with that user's auth token. */
  ocirAuthTokenSecretId: string;
}

/**
 * The part of cloud-init's configuration that is used here.
 * @see https://cloudinit.readthedocs.io/en/latest/reference/modules.html
 */
export interface CloudConfig {
  readonly yum_repos: Readonly<Record<string, YumRepository>>;
  readonly write_files: readonly WrittenFile[];
  readonly runcmd: readonly (readonly string[])[];
}

export interface YumRepository {
  readonly name: string;
  readonly baseurl: string;
  readonly enabled: boolean;
  readonly gpgcheck: boolean;
  readonly gpgkey: string;
}

export interface WrittenFile {
  readonly path: string;
  readonly owner: string;
  /** Octal, as text: YAML would read 0644 as a number. */
  readonly permissions: string;
  readonly content: string;
}

/**
 * Cloud-init for Oracle Linux 9 on Arm: Docker, Oracle's command line, and a service that runs one container.
 *
 * Docker comes from Docker's own repository, which builds for 64-bit Arm; Oracle Linux itself ships podman instead, and
 * the application's logs and runbooks are Docker's. Oracle's command line comes from Oracle Linux's developer channel.
 *
 * @throws InvalidArguments with every fault of the settings.
 */
export function cloudConfig(settings: BootSettings): CloudConfig {
  refuse(`Cloud-init of ${settings.app}`, [
    ...bootFaults(settings, ownName),
    ...(["image", "registry", "appEnvSecretId", "ocirUsernameSecretId", "ocirAuthTokenSecretId"] as const).flatMap(
      (key) => textFaults(key, settings[key], PLAIN, "letters, digits and . _ : / @ + - only"),
    ),
  ]);
  const { app } = settings;
  const paths = appPaths(app);
  return {
    yum_repos: {
      "docker-ce-stable": {
        name: "Docker CE",
        baseurl: "https://download.docker.com/linux/centos/$releasever/$basearch/stable",
        enabled: true,
        gpgcheck: true,
        gpgkey: "https://download.docker.com/linux/centos/gpg",
      },
    },
    write_files: [
      file(paths.settings, settingsFile(settings)),
      file(paths.prepare, prepareScript(), "0755"),
      file(paths.run, runScript(app), "0755"),
      file(paths.logrotateTemplate, logrotateTemplate()),
      file(paths.unit, unitFile(app)),
    ],
    // Not waited for: cloud-init need not stay until the secrets have their values.
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", `${app}.service`],
    ],
  };
}

/** The text that cloud-init takes. */
export function renderCloudConfig(config: CloudConfig): string {
  return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
}

/** The same as instance metadata takes it: base64, from settings that may not be known yet. */
export function userData(settings: pulumi.Inputs & Record<keyof BootSettings, pulumi.Input<string | number>>) {
  return pulumi
    .output(settings)
    .apply((known) => Buffer.from(renderCloudConfig(cloudConfig(known as BootSettings))).toString("base64"));
}

/** What is wrong with the values that a caller chooses. The others come from resources. */
export function bootFaults(settings: Pick<BootSettings, "app" | "backendPort" | "appLogPath">, label: Label): Fault[] {
  return [
    ...textFaults(
      label("app"),
      settings.app,
      /^[a-z][a-z0-9-]{0,30}$/,
      "a letter, then up to 30 letters, digits, hyphens",
    ),
    ...portFaults(label("backendPort"), settings.backendPort),
    ...textFaults(
      label("appLogPath"),
      settings.appLogPath,
      /^(?!.*\.\.)\/[\w.-]+(\/[\w.-]+)+\/[\w.-]+$/,
      "an absolute path of a file in a directory of its own, as in /var/log/triviapay/app.log",
    ),
  ];
}

/** What may stand in the settings file, which a shell reads. */
const PLAIN = /^[\w.:/@+-]+$/;

function settingsFile(settings: BootSettings): string {
  const values = {
    PORT: settings.backendPort,
    APP_LOG_PATH: settings.appLogPath,
    IMAGE: settings.image,
    REGISTRY: settings.registry,
    APP_ENV_SECRET_ID: settings.appEnvSecretId,
    OCIR_USERNAME_SECRET_ID: settings.ocirUsernameSecretId,
    OCIR_AUTH_TOKEN_SECRET_ID: settings.ocirAuthTokenSecretId,
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}

function file(path: string, content: string, permissions = "0644"): WrittenFile {
  return { path, owner: "root:root", permissions, content };
}
