/** Kinds of place in a state where a value can stand, a secret or not. */
import { gzipSync } from "node:zlib";
import type { Draw } from "./draw.ts";

export interface Planted {
  readonly type: string;
  readonly inputs?: object;
  readonly outputs?: object;
  /** Where the value stands, as a finding's path names it. */
  readonly path: string;
}

export interface Place {
  readonly place: string;
  /** Puts a value under a name there. */
  readonly plant: (name: string, value: string, draw: Draw) => Planted;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const place = (name: string, plant: Place["plant"]): Place => ({ place: name, plant });
const quoted = (value: string): string => JSON.stringify(value);
const constant = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "_");
/** As commands write it: `db-password`. */
const option = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]/g, "-")
    .toLowerCase();
const inputs = (type: string, given: object, path: string): Planted => ({ type, inputs: given, path });
/** As a key behind a dot, or in brackets where it is no name. */
const at = (base: string, name: string): string =>
  /^[A-Za-z_$][\w$-]*$/.test(name) ? `${base}.${name}` : `${base}["${name}"]`;

export const PLACES: readonly Place[] = [
  place("container definitions", (name, value, draw) =>
    inputs(
      "aws:ecs/taskDefinition:TaskDefinition",
      {
        family: draw.word(),
        containerDefinitions: JSON.stringify([
          {
            name: "app",
            image: `${draw.word()}:1`,
            environment: [
              { name: "PORT", value: "8080" },
              { name, value },
            ],
          },
        ]),
      },
      "containerDefinitions[0].environment[1].value",
    ),
  ),
  place("function's environment", (name, value, draw) =>
    inputs(
      "aws:lambda/function:Function",
      { runtime: "nodejs24.x", handler: draw.word(), environment: { variables: { LOG_LEVEL: "info", [name]: value } } },
      at("environment.variables", name),
    ),
  ),
  place("user data", (name, value, draw) =>
    inputs(
      "aws:ec2/instance:Instance",
      {
        instanceType: "t4g.small",
        userDataBase64: base64(`#!/bin/sh\nset -e\nexport ${constant(name)}=${quoted(value)}\n${draw.word()} start\n`),
      },
      "userDataBase64",
    ),
  ),
  place("user data with gzip", (name, value, draw) =>
    inputs(
      "oci:Core/instanceConfiguration:InstanceConfiguration",
      {
        compartmentId: draw.ocid("compartment"),
        instanceDetails: {
          launchDetails: {
            metadata: {
              user_data: gzipSync(
                `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    content: |\n      PORT=8080\n      ${constant(name)}=${quoted(value)}\n`,
              ).toString("base64"),
            },
          },
        },
      },
      "instanceDetails.launchDetails.metadata.user_data",
    ),
  ),
  place("parameter", (name, value, draw) =>
    inputs("aws:ssm/parameter:Parameter", { name: `/${draw.word()}/dev/${name}`, type: "String", value }, "value"),
  ),
  place("command's text", (name, value, draw) =>
    inputs(
      "command:local:Command",
      {
        create: `./${draw.word()}.sh --${option(name)} ${quoted(value)} --verbose`,
      },
      "create",
    ),
  ),
  place("command's environment", (name, value, draw) =>
    inputs(
      "command:remote:Command",
      { create: `./${draw.word()}.sh`, connection: { host: "10.0.0.7", user: "opc" }, environment: { [name]: value } },
      at("environment", name),
    ),
  ),
  place("config map's yaml", (name, value, draw) =>
    inputs(
      "kubernetes:core/v1:ConfigMap",
      {
        metadata: { name: draw.word() },
        data: { "application.yaml": `server:\n  port: 8080\napp:\n  ${name}: ${quoted(value)}\n` },
      },
      'data["application.yaml"]',
    ),
  ),
  place("kubernetes secret", (name, value, draw) =>
    inputs(
      "kubernetes:core/v1:Secret",
      { metadata: { name: draw.word() }, type: "Opaque", data: { [name]: base64(value) } },
      at("data", name),
    ),
  ),
  place("deployment's environment", (name, value, draw) =>
    inputs(
      "kubernetes:apps/v1:Deployment",
      { spec: { template: { spec: { containers: [{ name: draw.word(), env: [{ name, value }] }] } } } },
      "spec.template.spec.containers[0].env[0].value",
    ),
  ),
  place("stack's output", (name, value) => ({
    type: "pulumi:pulumi:Stack",
    outputs: { [name]: value },
    path: at("", name).replace(/^\./, ""),
  })),
  place("resource's output", (name, value, draw) => ({
    type: "random:index/randomId:RandomId",
    inputs: { byteLength: 8 },
    outputs: { byteLength: 8, keepers: { purpose: draw.word(), [name]: value } },
    path: at("keepers", name),
  })),
  place("dynamic provider", (name, value, draw) => ({
    type: "pulumi-nodejs:dynamic:Resource",
    inputs: {},
    outputs: {
      __provider: `exports.handler = __f0;\n\nfunction __f0() {\n  return (function() {\n    const ${constant(name)} = ${quoted(value)};\n    return ${draw.word()}(${constant(name)});\n  }).apply(this);\n}\n`,
    },
    path: "__provider",
  })),
  place("container instance", (name, value, draw) =>
    inputs(
      "oci:ContainerInstances/containerInstance:ContainerInstance",
      {
        compartmentId: draw.ocid("compartment"),
        containers: [{ imageUrl: `fra.ocir.io/${draw.word()}:1`, environmentVariables: { [name]: value } }],
      },
      at("containers[0].environmentVariables", name),
    ),
  ),
  place("github variable", (name, value, draw) =>
    inputs(
      "github:index/actionsVariable:ActionsVariable",
      { repository: draw.word(), variableName: name, value },
      "value",
    ),
  ),
  place("file in a repository", (name, value, draw) =>
    inputs(
      "github:index/repositoryFile:RepositoryFile",
      {
        repository: draw.word(),
        file: "prod.tfvars",
        content: `region = "eu"\n${constant(name)} = ${quoted(value)}\n`,
      },
      "content",
    ),
  ),
  place("env file in a bucket", (name, value, draw) =>
    inputs(
      "aws:s3/bucketObject:BucketObject",
      { bucket: draw.word(), key: "app.env", content: `PORT=8080\n${constant(name)}=${quoted(value)}\n` },
      "content",
    ),
  ),
  place("ini file in a bucket", (name, value, draw) =>
    inputs(
      "oci:ObjectStorage/storageObject:StorageObject",
      {
        bucket: draw.word(),
        object: "app.ini",
        content: `[app]\nport = 8080\n${name} = ${value.replaceAll("\n", "\\n")}\n`,
      },
      "content",
    ),
  ),
  place("tag", (name, value) =>
    inputs(
      "oci:Core/vcn:Vcn",
      { cidrBlock: "10.0.0.0/16", freeformTags: { owner: "team", [name]: value } },
      at("freeformTags", name),
    ),
  ),
  place("json in a secret", (name, value, draw) =>
    inputs(
      "aws:secretsmanager/secretVersion:SecretVersion",
      {
        secretId: draw.arn("secretsmanager", `secret:${draw.word()}-${draw.alphanumeric(6)}`),
        secretString: JSON.stringify({ [name]: value }),
      },
      at("secretString", name),
    ),
  ),
  place("arguments", (name, value, draw) =>
    inputs(
      "aws:batch/jobDefinition:JobDefinition",
      {
        name: draw.word(),
        containerProperties: JSON.stringify({
          command: ["run", `--${option(name)}`, value],
        }),
      },
      "containerProperties.command[2]",
    ),
  ),
  place("stage variables", (name, value, draw) =>
    inputs(
      "aws:apigatewayv2/stage:Stage",
      { apiId: draw.hex(10), stageVariables: { [name]: value } },
      at("stageVariables", name),
    ),
  ),
  place("json in base64 in yaml", (name, value, draw) =>
    inputs(
      "kubernetes:core/v1:ConfigMap",
      {
        metadata: { name: draw.word() },
        data: { "values.yaml": `app:\n  bundle: ${base64(JSON.stringify({ app: { [name]: value } }))}\n` },
      },
      'data["values.yaml"]',
    ),
  ),
];
