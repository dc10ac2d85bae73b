/**
 * The files that an instance gets, as text. They hold no value of their own: each one reads `/etc/<app>/settings.env`.
 * They say what they do on stderr, which the journal keeps: `journalctl -u <app>`.
 */
import { CONTAINER_UID, PLACEHOLDER } from "./defaults.ts";

/** Where an app's files lie on its instances. */
export interface AppPaths {
  /** The values of this instance configuration, one KEY=VALUE a line: the only place for each of them. */
  readonly settings: string;
  /** The container's environment: the secret's, with PORT and APP_LOG_PATH. Written at each start, mode 0600. */
  readonly environment: string;
  readonly prepare: string;
  readonly run: string;
  readonly logrotateTemplate: string;
  readonly logrotate: string;
  readonly unit: string;
}

export function appPaths(app: string): AppPaths {
  return {
    settings: `/etc/${app}/settings.env`,
    environment: `/etc/${app}.env`,
    prepare: `/etc/${app}/prepare.sh`,
    run: `/etc/${app}/run.sh`,
    logrotateTemplate: `/etc/${app}/logrotate.template`,
    logrotate: `/etc/logrotate.d/${app}`,
    unit: `/etc/systemd/system/${app}.service`,
  };
}

/** Installs Docker and Oracle's command line where they are missing, from the repositories that cloud-init set up. */
export function prepareScript(): string {
  return `#!/usr/bin/env bash
# Installs what the service needs. Runs before each start and does nothing once all is there.
set -euo pipefail

# Some images carry podman's runc, which containerd.io replaces.
if ! command -v docker >/dev/null; then
  dnf --assumeyes install --allowerasing docker-ce docker-ce-cli containerd.io
fi
if ! command -v oci >/dev/null; then
  dnf --assumeyes install oraclelinux-developer-release-el9 oracle-epel-release-el9
  dnf --assumeyes install python39-oci-cli
fi
systemctl enable --now docker
`;
}

/**
 * Starts the container: secrets from Vault as the instance, environment file, log directory and rotation, image, run.
 * PORT of the settings wins over a PORT in the secret, because the load balancer and the security rules follow it;
 * APP_LOG_PATH of the secret wins over the settings, also when it is empty, which turns file logging off.
 */
export function runScript(app: string): string {
  const paths = appPaths(app);
  return `#!/usr/bin/env bash
# Starts ${app}. Ends with an error while something is missing; systemd then starts it again.
set -euo pipefail
umask 077
. ${paths.settings}

say() { printf '%s\\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The current content of a secret, read from Vault as this instance.
secret() {
  local id="$1" purpose="$2" content
  content="$(oci --auth instance_principal secrets secret-bundle get --secret-id "$id" --stage CURRENT \\
    --query 'data."secret-bundle-content".content' --raw-output | base64 --decode | tr -d '\\r')" ||
    fail "Could not read the secret of the $purpose ($id). Check the instances' policy and the way to Oracle's services."
  [ "$content" != "${PLACEHOLDER}" ] ||
    fail "The secret of the $purpose ($id) still holds ${PLACEHOLDER}. Put its value in; this service tries again by itself."
  printf '%s' "$content"
}

# The last value of a variable in the application's environment.
given() { sed -n "s/^$1=//p" <<<"$environment" | tail -n 1; }

environment="$(secret "$APP_ENV_SECRET_ID" "application's environment")"
username="$(secret "$OCIR_USERNAME_SECRET_ID" "registry's user name")"
token="$(secret "$OCIR_AUTH_TOKEN_SECRET_ID" "registry's auth token")"

given_port="$(given PORT)"
if [ -n "$given_port" ] && [ "$given_port" != "$PORT" ]; then
  say "The application's environment asks for PORT=$given_port. The load balancer sends to $PORT, so $PORT it is." \\
    "Take PORT out of the secret, or change the stack's backendPort."
fi
if grep -q '^APP_LOG_PATH=' <<<"$environment"; then
  log_path="$(given APP_LOG_PATH)"
else
  log_path="$APP_LOG_PATH"
fi

{
  grep -v -E '^(PORT|APP_LOG_PATH)=' <<<"$environment" || [ $? -eq 1 ]
  printf 'PORT=%s\\nAPP_LOG_PATH=%s\\n' "$PORT" "$log_path"
} >${paths.environment}.new
chmod 0600 ${paths.environment}.new
mv -f ${paths.environment}.new ${paths.environment}

mounts=()
if [ -n "$log_path" ]; then
  [[ "$log_path" =~ ^/[A-Za-z0-9._-]+/[A-Za-z0-9._/-]+/[A-Za-z0-9._-]+$ && "$log_path" != *..* ]] ||
    fail "APP_LOG_PATH=$log_path isn't a file in a directory of its own, as in ${"/var/log/" + app}/app.log."
  log_dir="$(dirname "$log_path")"
  # The directory will belong to the container's user: never take one over that others use.
  if [ -d "$log_dir" ] && [ "$(stat -c %u "$log_dir")" != ${CONTAINER_UID} ] && [ -n "$(ls -A "$log_dir")" ]; then
    fail "APP_LOG_PATH=$log_path lies in $log_dir, which holds files of others. Name a directory of its own."
  fi
  install -d -o ${CONTAINER_UID} -g ${CONTAINER_UID} -m 0750 "$log_dir"
  mounts=(--volume "$log_dir:$log_dir")
  sed "s|@APP_LOG_PATH@|$log_path|" ${paths.logrotateTemplate} >${paths.logrotate}
  chmod 0644 ${paths.logrotate}
else
  rm -f ${paths.logrotate}
fi

# The login lives in memory, and only as long as the pull takes.
DOCKER_CONFIG="$(mktemp -d /run/${app}-docker.XXXXXX)"
export DOCKER_CONFIG
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
if ! { printf '%s' "$token" | docker login "$REGISTRY" --username "$username" --password-stdin &&
  docker pull "$IMAGE"; } >&2; then
  docker image inspect "$IMAGE" >/dev/null 2>&1 || fail "Could not pull $IMAGE, and no earlier copy of it is here."
  say "Could not pull $IMAGE: starting the copy that is here. Check the registry's auth token."
fi
rm -rf "$DOCKER_CONFIG"
unset DOCKER_CONFIG environment username token

docker rm --force ${app} >/dev/null 2>&1 || true
# No :z on the volume: it would take the log directory away from logrotate, which SELinux confines.
exec docker run --name ${app} --user ${CONTAINER_UID}:${CONTAINER_UID} --cap-drop ALL --security-opt no-new-privileges \\
  --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 \\
  --publish "$PORT:$PORT" --env-file ${paths.environment} "\${mounts[@]}" "$IMAGE"
`;
}

/**
 * The rotation: the file is renamed and a new one is made, which Python's WatchedFileHandler notices at its next line.
 * No `copytruncate`: it loses lines.
 */
export function logrotateTemplate(): string {
  return `@APP_LOG_PATH@ {
  daily
  maxsize 100M
  rotate 7
  missingok
  notifempty
  compress
  delaycompress
  create 0640 ${CONTAINER_UID} ${CONTAINER_UID}
}
`;
}

/**
 * The service. It starts again for ever, every 15 s: an instance that boots before the secrets have their values, or
 * while the registry is away, comes into service by itself.
 */
export function unitFile(app: string): string {
  const paths = appPaths(app);
  return `[Unit]
Description=${app}, in a container
Wants=network-online.target
After=network-online.target docker.service
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStartPre=/usr/bin/bash ${paths.prepare}
ExecStart=/usr/bin/bash ${paths.run}
ExecStop=-/usr/bin/docker stop --time 30 ${app}
Restart=always
RestartSec=15
TimeoutStartSec=15min
TimeoutStopSec=60

[Install]
WantedBy=multi-user.target
`;
}
