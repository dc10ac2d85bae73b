/** How a name and its value are written into a text. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import { word } from "./letters.ts";

export interface Writing {
  readonly writing: string;
  readonly write: (name: string, value: string, random: Random) => string;
}

/** `DB_PASSWORD` as `dbPassword`. */
export function camel(name: string): string {
  return name.toLowerCase().replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `DB_PASSWORD` as `db-password`. */
export function kebab(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}

type Write = Writing["write"];

const SETTINGS: Readonly<Record<string, Write>> = {
  dotenv: (n, v, r) => `APP_ENV=production\n${n}=${v}\nLOG_LEVEL=info\nREGION=${word(r)}\n`,
  "dotenv quoted": (n, v) => `# settings\nAPP_ENV="production"\n${n}="${v}"\n`,
  export: (n, v) => `#!/bin/bash\nset -eu\nexport ${n}='${v}'\nexec /opt/app/run\n`,
  ini: (n, v, r) => `[${word(r)}]\nenabled = true\n${n.toLowerCase()} = ${v}\n`,
  properties: (n, v, r) => `app.name=${word(r)}\napp.${n.toLowerCase().replaceAll("_", ".")}=${v}\n`,
  toml: (n, v, r) => `[${word(r)}]\nport = 8080\n${n.toLowerCase()} = "${v}"\n`,
  yaml: (n, v, r) => `server:\n  port: 8080\n${word(r)}:\n  ${camel(n)}: "${v}"\n`,
  "yaml bare": (n, v, r) => `logging: info\n${word(r)}:\n  nested:\n    ${n.toLowerCase()}: ${v}\n`,
  spring: (n, v) => `spring:\n  application:\n    name: app\n  config:\n    ${kebab(n)}: '${v}'\n`,
  json: (n, v, r) => JSON.stringify({ name: word(r), settings: { [camel(n)]: v, port: 8080 } }),
  "json pretty": (n, v) => JSON.stringify({ logging: { level: "info" }, [n]: v }, null, 2),
  "json in json": (n, v) => JSON.stringify({ body: JSON.stringify({ [camel(n)]: v }) }),
  "json pairs": (n, v) =>
    JSON.stringify([
      { name: "PORT", value: "80" },
      { name: n, value: v },
    ]),
  xml: (n, v) => `<configuration><timeout>30</timeout><${camel(n)}>${v}</${camel(n)}></configuration>`,
  "xml attributes": (n, v) => `<appSettings><add key="Port" value="80" /><add key="${n}" value="${v}" /></appSettings>`,
  systemd: (n, v) => `[Service]\nUser=app\nEnvironment="${n}=${v}"\nExecStart=/usr/bin/app\n`,
  dockerfile: (n, v) => `FROM debian:12\nENV ${n}=${v}\nCMD ["/app"]\n`,
  hcl: (n, v, r) => `resource "x" "${word(r)}" {\n  port = 80\n  ${n.toLowerCase()} = "${v}"\n}\n`,
  python: (n, v) => `import os\nDEBUG = False\n${n} = "${v}"\n`,
  javascript: (n, v) => `const port = 8080;\nconst ${camel(n)} = "${v}";\nmodule.exports = { port };\n`,
  "javascript object": (n, v) => `module.exports={port:80,${camel(n)}:"${v}",debug:!1}`,
  powershell: (n, v) => `$ErrorActionPreference = 'Stop'\n$env:${n} = '${v}'\n`,
  argument: (n, v) => `/usr/bin/app --port 8080 --${kebab(n)} '${v}' --verbose`,
  "argument with equals": (n, v) => `/usr/bin/app --${kebab(n)}="${v}" --verbose`,
  "argument vector": (n, v) => JSON.stringify(["serve", "--port", "80", `--${kebab(n)}`, v]),
  "cloud-init content": (n, v) =>
    `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    permissions: "0600"\n    content: |\n      ${n}=${v}\nruncmd:\n  - systemctl start app\n`,
  "cloud-init in base64": (n, v) =>
    `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    encoding: b64\n    content: ${Buffer.from(`${n}=${v}\n`).toString("base64")}\n`,
  prose: (n, v) => `Deployed by the platform team. ${n}: ${v}`,
};

/** Commands that take a password in a way of their own. */
const COMMANDS: Readonly<Record<string, (value: string, random: Random) => string>> = {
  chpasswd: (v, r) => `#!/bin/sh\necho '${word(r)}:${v}' | chpasswd\n`,
  passwd: (v, r) => `echo '${v}' | passwd --stdin ${word(r)}`,
  "curl user": (v, r) => `curl -fsS -u ${word(r)}:'${v}' https://${word(r)}.example.com/health`,
  "curl long user": (v, r) => `curl --user "${word(r)}:${v}" https://${word(r)}.example.com/health`,
  "docker login": (v, r) => `docker login -u ${word(r)} -p '${v}' ${word(r)}.example.com`,
  "docker login stdin": (v, r) => `echo '${v}' | docker login --username ${word(r)} --password-stdin`,
  psql: (v, r) => `PGPASSWORD='${v}' psql -h ${word(r)}.internal -U ${word(r)} -c 'select 1'`,
  "mysql short": (v, r) => `mysql -h ${word(r)}.internal -u root -p'${v}' -e 'show tables'`,
  "redis-cli": (v, r) => `redis-cli -h ${word(r)}.internal -a '${v}' ping`,
  sshpass: (v, r) => `sshpass -p '${v}' ssh ${word(r)}@${word(r)}.internal uptime`,
  "sql alter": (v, r) => `ALTER USER ${word(r)} WITH PASSWORD '${v}';`,
  "sql create": (v, r) => `CREATE USER '${word(r)}'@'%' IDENTIFIED BY '${v}';`,
  openssl: (v) => `openssl pkcs12 -export -in a.pem -out a.p12 -passout pass:'${v}'`,
  htpasswd: (v, r) => `htpasswd -bc /etc/nginx/.htpasswd ${word(r)} '${v}'`,
  "kubectl create": (v, r) => `kubectl create secret generic ${word(r)} --from-literal=password='${v}'`,
  "helm set": (v, r) => `helm upgrade --install ${word(r)} ./chart --set auth.password='${v}'`,
  "gh secret": (v) => `gh secret set DEPLOY_KEY --body '${v}'`,
  "vault put": (v, r) => `vault kv put secret/${word(r)} password='${v}'`,
  "secure string": (v) => `$p = ConvertTo-SecureString "${v}" -AsPlainText -Force`,
  "net user": (v, r) => `net user ${word(r)} "${v}" /add`,
  requirepass: (v) => `bind 0.0.0.0\nrequirepass ${v}\nmaxmemory 1gb\n`,
  keytool: (v) => `keytool -importkeystore -srckeystore a.p12 -srcstorepass '${v}' -noprompt`,
};

export const WRITINGS: readonly Writing[] = Object.entries(SETTINGS).map(([writing, write]) => ({ writing, write }));

export const COMMAND_WRITINGS: readonly Writing[] = Object.entries(COMMANDS).map(([writing, write]) => ({
  writing,
  write: (_, value, random) => write(value, random),
}));
