/** Where a state has a whole text. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import { base64, gzipped, hex, word } from "./letters.ts";
import type { Written } from "./resource.ts";
import { textAsset, wrapped } from "./resource.ts";

export interface TextPlace {
  readonly place: string;
  readonly put: (text: string, random: Random) => Written;
}

type Put = TextPlace["put"];

const PLACES: Readonly<Record<string, Put>> = {
  "user data": (t) => ({ type: "aws:ec2/instance:Instance", inputs: { instanceType: "t4g.small", userData: t } }),
  "user data in base64": (t) => ({ type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: { userData: base64(t) } }),
  "user data gzipped": (t) => ({ type: "aws:ec2/instance:Instance", inputs: { userDataBase64: gzipped(t) } }),
  "oci user data": (t) => ({ type: "oci:Core/instance:Instance", inputs: { metadata: { user_data: base64(t) } } }),
  "oci user data gzipped": (t) => ({
    type: "oci:Core/instanceConfiguration:InstanceConfiguration",
    inputs: { instanceDetails: { launchDetails: { metadata: { user_data: gzipped(t) } } } },
  }),
  "cloud-init file": (t) => ({
    type: "aws:ec2/instance:Instance",
    inputs: {
      userData: `#cloud-config\nwrite_files:\n  - path: /etc/app/file\n    content: |\n${t.replace(/^/gm, "      ")}\n`,
    },
  }),
  "cloud-init file gzipped": (t) => ({
    type: "oci:Core/instance:Instance",
    inputs: {
      metadata: {
        user_data: base64(
          `#cloud-config\nwrite_files:\n  - path: /etc/app/file\n    encoding: gz+b64\n    content: ${gzipped(t)}\n`,
        ),
      },
    },
  }),
  "multipart user data": (t) => ({
    type: "aws:ec2/instance:Instance",
    inputs: {
      userData: `Content-Type: multipart/mixed; boundary="==B=="\nMIME-Version: 1.0\n\n--==B==\nContent-Type: text/x-shellscript; charset="us-ascii"\nContent-Transfer-Encoding: base64\n\n${base64(t)}\n--==B==--\n`,
    },
  }),
  "object content": (t) => ({
    type: "aws:s3/bucketObject:BucketObject",
    inputs: { bucket: "b", key: "app.conf", content: t },
  }),
  "object content in base64": (t) => ({
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    inputs: { key: "app.conf", contentBase64: base64(t) },
  }),
  "text asset": (t, r) => ({
    type: "aws:s3/bucketObject:BucketObject",
    inputs: { key: "app.conf", source: textAsset(t, hex(r, 64)) },
  }),
  "ssm parameter": (t, r) => ({
    type: "aws:ssm/parameter:Parameter",
    inputs: { name: `/${word(r)}/file`, type: "String", value: t },
  }),
  "secret version": (t) => ({
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    inputs: { secretId: "app", secretString: t },
  }),
  "secret version, binary": (t) => ({
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    inputs: { secretBinary: base64(t) },
  }),
  "vault content": (t) => ({
    type: "oci:Vault/secret:Secret",
    inputs: { secretName: "app", secretContent: { content: base64(t) } },
  }),
  "config map": (t) => ({ type: "kubernetes:core/v1:ConfigMap", inputs: { data: { "application.conf": t } } }),
  "config map, binary": (t) => ({ type: "kubernetes:core/v1:ConfigMap", inputs: { binaryData: { file: base64(t) } } }),
  "kubernetes secret": (t) => ({
    type: "kubernetes:core/v1:Secret",
    inputs: { kind: "Secret", data: { file: base64(t) } },
  }),
  "command create": (t) => ({ type: "command:local:Command", inputs: { create: t } }),
  "command update": (t) => ({ type: "command:remote:Command", inputs: { create: "true", update: t } }),
  "command stdin": (t) => ({ type: "command:local:Command", inputs: { create: "cat", stdin: t } }),
  "command output": (t) => ({
    type: "command:local:Command",
    inputs: { create: "./show.sh" },
    outputs: { create: "./show.sh", stdout: t },
  }),
  "container command": (t) => ({
    type: "aws:ecs/taskDefinition:TaskDefinition",
    inputs: { containerDefinitions: JSON.stringify([{ name: "app", image: "app:1", command: ["sh", "-c", t] }]) },
  }),
  "kubernetes arguments": (t) => ({
    type: "kubernetes:batch/v1:Job",
    inputs: { spec: { template: { spec: { containers: [{ name: "app", command: ["sh", "-c"], args: [t] }] } } } },
  }),
  buildspec: (t) => ({
    type: "aws:codebuild/project:Project",
    inputs: { source: { type: "NO_SOURCE", buildspec: t } },
  }),
  "template body": (t) => ({
    type: "aws:cloudformation/stack:Stack",
    inputs: {
      templateBody: JSON.stringify({ Resources: { A: { Type: "AWS::EC2::Instance", Properties: { UserData: t } } } }),
    },
  }),
  "ssm document": (t) => ({
    type: "aws:ssm/document:Document",
    inputs: {
      content: JSON.stringify({
        schemaVersion: "2.2",
        mainSteps: [{ action: "aws:runShellScript", inputs: { runCommand: t.split("\n") } }],
      }),
    },
  }),
  "state machine": (t) => ({
    type: "aws:sfn/stateMachine:StateMachine",
    inputs: {
      definition: JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Result: { body: t }, End: true } } }),
    },
  }),
  description: (t) => ({ type: "aws:lambda/function:Function", inputs: { description: t, handler: "a.b" } }),
  "helm values file": (t) => ({
    type: "kubernetes:helm.sh/v3:Release",
    inputs: { chart: "app", valueYamlFiles: [textAsset(`file: |\n${t.replace(/^/gm, "  ")}\n`, "0")] },
  }),
  "dynamic provider": (t) => ({
    type: "pulumi-nodejs:dynamic:Resource",
    inputs: { __provider: `exports.handler = __f0;\n\nvar __text = ${JSON.stringify(t)};\n` },
  }),
  "stack output": (t) => ({ type: "pulumi:pulumi:Stack", inputs: {}, outputs: { result: t } }),
  "secret with plaintext": (t) => ({ type: "custom:index:Thing", inputs: { settings: wrapped({ file: t }) } }),
  "nested json": (t) => ({
    type: "custom:index:Thing",
    inputs: { settings: JSON.stringify({ a: JSON.stringify({ b: t }) }) },
  }),
  "list item": (t) => ({ type: "custom:index:Thing", inputs: { lines: ["first", t, "last"] } }),
  tag: (t) => ({ type: "aws:s3/bucket:Bucket", inputs: { tags: { note: t } } }),
  id: (t) => ({ type: "custom:index:Thing", inputs: { size: 3 }, outputs: { id: t, size: 3 }, id: t }),
};

export const TEXT_PLACES: readonly TextPlace[] = Object.entries(PLACES).map(([place, put]) => ({ place, put }));

/** Texts whose whole purpose is a secret. */
export const TEXT_HOLDERS: ReadonlySet<string> = new Set([
  "secret version",
  "secret version, binary",
  "vault content",
  "kubernetes secret",
]);

/** Beside the properties. No pack sees an alias, so those are counted apart. */
export const NAME_PLACES: readonly TextPlace[] = [
  { place: "resource name", put: (text) => ({ type: "custom:index:Thing", inputs: {}, name: text }) },
  {
    place: "alias",
    put: (text) => ({
      type: "custom:index:Thing",
      inputs: {},
      aliases: [`urn:pulumi:prod::app::custom:index:Thing::${text}`],
    }),
  },
];
