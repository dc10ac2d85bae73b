/** Where a state has a name and its value. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import { base64, digits, hex, word } from "./letters.ts";
import type { Written } from "./resource.ts";
import { wrapped } from "./resource.ts";
import { camel, kebab } from "./writings.ts";

export interface NamedPlace {
  readonly place: string;
  readonly put: (name: string, value: string, random: Random) => Written;
}

type Put = NamedPlace["put"];

function arn(r: Random, service: string, rest: string): string {
  return `arn:aws:${service}:eu-central-1:${digits(r, 12)}:${rest}`;
}

const AWS: Readonly<Record<string, Put>> = {
  "lambda environment": (n, v, r) => ({
    type: "aws:lambda/function:Function",
    inputs: { handler: "index.handler", runtime: "nodejs22.x", environment: { variables: { STAGE: "prod", [n]: v } } },
    outputs: {
      arn: arn(r, "lambda", `function:${word(r)}`),
      environment: { variables: { STAGE: "prod", [n]: v } },
      sourceCodeHash: base64(hex(r, 32)),
    },
  }),
  "ecs container environment": (n, v, r) => ({
    type: "aws:ecs/taskDefinition:TaskDefinition",
    inputs: {
      family: word(r),
      containerDefinitions: JSON.stringify([
        {
          name: "app",
          image: `${word(r)}:1.2.3`,
          essential: true,
          environment: [
            { name: "PORT", value: "80" },
            { name: n, value: v },
          ],
        },
      ]),
    },
  }),
  "ecs container environment, value first": (n, v, r) => ({
    type: "aws:ecs/taskDefinition:TaskDefinition",
    inputs: {
      family: word(r),
      containerDefinitions: JSON.stringify([{ environment: [{ value: v, name: n }], image: "app:1", name: "app" }]),
    },
  }),
  "ssm parameter": (n, v, r) => ({
    type: "aws:ssm/parameter:Parameter",
    inputs: { name: `/${word(r)}/prod/${n.toLowerCase()}`, type: "SecureString", value: v },
  }),
  "ssm parameter, plain": (n, v, r) => ({
    type: "aws:ssm/parameter:Parameter",
    inputs: { name: `/${word(r)}/${camel(n)}`, type: "String", value: v, insecureValue: v },
  }),
  "secret version": (n, v, r) => ({
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    inputs: { secretId: arn(r, "secretsmanager", `secret:${kebab(n)}-AbCdEf`), secretString: v },
  }),
  "secret version as json": (n, v, r) => ({
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    inputs: {
      secretId: arn(r, "secretsmanager", "secret:app-AbCdEf"),
      secretString: JSON.stringify({ [camel(n)]: v }),
    },
  }),
  "codebuild environment": (n, v) => ({
    type: "aws:codebuild/project:Project",
    inputs: {
      environment: { environmentVariables: [{ name: n, type: "PLAINTEXT", value: v }], image: "aws/codebuild:7" },
    },
  }),
  "app runner environment": (n, v) => ({
    type: "aws:apprunner/service:Service",
    inputs: {
      sourceConfiguration: { imageRepository: { imageConfiguration: { runtimeEnvironmentVariables: { [n]: v } } } },
    },
  }),
  "elastic beanstalk setting": (n, v) => ({
    type: "aws:elasticbeanstalk/environment:Environment",
    inputs: { settings: [{ namespace: "aws:elasticbeanstalk:application:environment", name: n, value: v }] },
  }),
  "glue argument": (n, v) => ({
    type: "aws:glue/job:Job",
    inputs: { defaultArguments: { "--job-language": "python", [`--${n}`]: v } },
  }),
  "batch container properties": (n, v) => ({
    type: "aws:batch/jobDefinition:JobDefinition",
    inputs: { containerProperties: JSON.stringify({ command: ["run"], environment: [{ name: n, value: v }] }) },
  }),
  "cloudfront origin header": (n, v) => ({
    type: "aws:cloudfront/distribution:Distribution",
    inputs: { origins: [{ originId: "app", customHeaders: [{ name: `X-${kebab(n)}`, value: v }] }] },
  }),
  "event target input": (n, v) => ({
    type: "aws:cloudwatch/eventTarget:EventTarget",
    inputs: { input: JSON.stringify({ action: "sync", [camel(n)]: v }), rule: "nightly" },
  }),
  "amplify environment": (n, v) => ({ type: "aws:amplify/app:App", inputs: { environmentVariables: { [n]: v } } }),
  tags: (n, v) => ({ type: "aws:s3/bucket:Bucket", inputs: { tags: { owner: "platform", [kebab(n)]: v } } }),
};

const OTHERS: Readonly<Record<string, Put>> = {
  "oci instance metadata": (n, v) => ({
    type: "oci:Core/instance:Instance",
    inputs: { metadata: { ssh_authorized_keys: "", [n.toLowerCase()]: v }, shape: "VM.Standard.E5.Flex" },
  }),
  "oci extended metadata": (n, v) => ({
    type: "oci:Core/instance:Instance",
    inputs: { extendedMetadata: { app: JSON.stringify({ config: { [camel(n)]: v } }) } },
  }),
  "oci vault content": (n, v) => ({
    type: "oci:Vault/secret:Secret",
    inputs: { secretName: kebab(n), secretContent: { contentType: "BASE64", content: base64(v) } },
  }),
  "oci function config": (n, v) => ({
    type: "oci:Functions/function:Function",
    inputs: { config: { [n]: v }, memoryInMbs: "256" },
  }),
  "oci container instance": (n, v) => ({
    type: "oci:ContainerEngine/containerInstance:ContainerInstance",
    inputs: { containers: [{ imageUrl: "app:1", environmentVariables: { [n]: v } }] },
  }),
  "kubernetes secret data": (n, v, r) => ({
    type: "kubernetes:core/v1:Secret",
    inputs: {
      apiVersion: "v1",
      kind: "Secret",
      type: "Opaque",
      metadata: { name: word(r) },
      data: { [kebab(n)]: base64(v) },
    },
  }),
  "kubernetes secret stringData": (n, v, r) => ({
    type: "kubernetes:core/v1:Secret",
    inputs: { apiVersion: "v1", kind: "Secret", metadata: { name: word(r) }, stringData: { [camel(n)]: v } },
  }),
  "kubernetes container environment": (n, v) => ({
    type: "kubernetes:apps/v1:Deployment",
    inputs: {
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: "app",
                env: [
                  { name: "PORT", value: "80" },
                  { name: n, value: v },
                ],
              },
            ],
          },
        },
      },
    },
  }),
  "kubernetes config map": (n, v) => ({
    type: "kubernetes:core/v1:ConfigMap",
    inputs: { data: { "log.level": "info", [n]: v } },
  }),
  "helm values": (n, v) => ({
    type: "kubernetes:helm.sh/v3:Release",
    inputs: { chart: "app", values: { replicas: 2, auth: { enabled: true, [camel(n)]: v } } },
  }),
  "command environment": (n, v) => ({
    type: "command:local:Command",
    inputs: { create: "./deploy.sh", environment: { [n]: v } },
  }),
  "command triggers": (n, v) => ({
    type: "command:local:Command",
    inputs: { create: "./deploy.sh", triggers: [`${n}=${v}`] },
  }),
  "docker container envs": (n, v) => ({
    type: "docker:index/container:Container",
    inputs: { image: "app:1", envs: ["PORT=80", `${n}=${v}`] },
  }),
  "docker build arguments": (n, v) => ({
    type: "docker-build:index:Image",
    inputs: { buildArgs: { VERSION: "1.2.3", [n]: v } },
  }),
  "dynamic provider": (n, v) => ({
    type: "pulumi-nodejs:dynamic:Resource",
    inputs: {
      __provider: `exports.handler = __f0;\n\nvar __provider = {${camel(n)}: "${v}", endpoint: "https://example.com"};\n\nfunction __f0() {\n  return (function() {\n    with({ __provider, this: undefined }) {\n\nreturn () => __provider;\n\n    }\n  }).apply(undefined, undefined).apply(this, arguments);\n}\n`,
    },
  }),
  "dynamic provider's property": (n, v) => ({
    type: "pulumi-nodejs:dynamic:Resource",
    inputs: { __provider: "exports.handler = 1;", [camel(n)]: v },
  }),
  "stack output": (n, v) => ({
    type: "pulumi:pulumi:Stack",
    inputs: {},
    outputs: { url: "https://example.com", [camel(n)]: v },
  }),
  "nested stack output": (n, v) => ({
    type: "pulumi:pulumi:Stack",
    inputs: {},
    outputs: { database: { port: 5432, [camel(n)]: v } },
  }),
  "resource output alone": (n, v) => ({
    type: "custom:index:Thing",
    inputs: { size: 3 },
    outputs: { size: 3, [camel(n)]: v },
  }),
  "secret with plaintext": (n, v) => ({ type: "custom:index:Thing", inputs: { [camel(n)]: wrapped(v) } }),
  "secret object with plaintext": (n, v) => ({
    type: "custom:index:Thing",
    inputs: { settings: wrapped({ [camel(n)]: v }) },
  }),
  "secret stack output": (n, v) => ({ type: "pulumi:pulumi:Stack", inputs: {}, outputs: { [camel(n)]: wrapped(v) } }),
  "provider configuration": (n, v) => ({
    type: "pulumi:providers:custom",
    inputs: { [camel(n)]: v, region: "eu", version: "1.2.3" },
  }),
  "github variable": (n, v) => ({
    type: "github:index/actionsVariable:ActionsVariable",
    inputs: { repository: "app", variableName: n, value: v },
  }),
  "deployment settings": (n, v) => ({
    type: "pulumiservice:index:DeploymentSettings",
    inputs: { operationContext: { environmentVariables: { [n]: v } }, stack: "prod" },
  }),
  "component input": (n, v) => ({ type: "team:web:Service", inputs: { port: 80, environment: { [n]: v } } }),
};

export const NAMED_PLACES: readonly NamedPlace[] = [AWS, OTHERS].flatMap((group) =>
  Object.entries(group).map(([place, put]) => ({ place, put })),
);

/** Places whose whole purpose is a secret: what is no reference and no placeholder is out of place there. */
export const HOLDERS: ReadonlySet<string> = new Set([
  "ssm parameter",
  "secret version",
  "secret version as json",
  "oci vault content",
  "kubernetes secret data",
  "kubernetes secret stringData",
]);

type Nature = readonly [type: string, path: string];

/** There for a password by their nature, in the providers' own schemas. */
const BY_NATURE: readonly Nature[] = [
  ["aws:rds/instance:Instance", "password"],
  ["aws:rds/cluster:Cluster", "masterPassword"],
  ["aws:redshift/cluster:Cluster", "masterPassword"],
  ["aws:docdb/cluster:Cluster", "masterPassword"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "authToken"],
  ["aws:dms/endpoint:Endpoint", "password"],
  ["aws:directoryservice/directory:Directory", "password"],
  ["aws:transfer/user:User", "password"],
  ["oci:Database/autonomousDatabase:AutonomousDatabase", "adminPassword"],
  ["oci:Mysql/mysqlDbSystem:MysqlDbSystem", "adminPassword"],
  ["random:index/randomPassword:RandomPassword", "result"],
  ["github:index/actionsSecret:ActionsSecret", "plaintextValue"],
  ["postgresql:index/role:Role", "password"],
  ["azure:compute/linuxVirtualMachine:LinuxVirtualMachine", "adminPassword"],
  ["gcp:sql/user:User", "password"],
];

export const NATURE_PLACES: readonly NamedPlace[] = BY_NATURE.map(([type, path]) => ({
  place: `${type.split(":")[0] ?? ""} ${path}`,
  put: (_, v) => ({ type, inputs: { [path]: v, engine: "x" } }),
}));
