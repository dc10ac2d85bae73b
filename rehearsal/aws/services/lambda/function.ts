/** @see https://www.pulumi.com/registry/packages/aws/api-docs/lambda/function/ */
import { createHash } from "node:crypto";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { textOf } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { between, elements, exactlyOne, known, matches, needed, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt, objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { assumedBy } from "../iam/roles.ts";
import { isRetired, isRuntime } from "./runtimes.ts";

export const FUNCTION = "aws:lambda/function:Function";

/** World seconds until a new function is active. */
const CREATION_SECONDS = 5;

export const lambdaFunction: Kind = {
  type: FUNCTION,
  name: {
    property: "name",
    max: 64,
    pattern: /^[\w-]{1,64}$|^arn:aws:lambda:/,
    accepted: "letters, digits, hyphens and underscores, 64 characters at most",
  },
  // Code, runtime, role, network and memory change in place.
  replaces: ["packageType", "tenancyConfig.**"],
  sets: ["subnetIds", "securityGroupIds"],
  check: (inputs) => [
    ...exactlyOne(inputs, ["code", "imageUri", "s3Bucket"]),
    ...(known(inputs, "packageType") === "Image" ? [] : zip(inputs)),
    ...between(inputs, "timeout", 1, 900),
    ...between(inputs, "memorySize", 128, 32_768),
    ...between(inputs, "ephemeralStorage.size", 512, 10_240),
    ...oneOf(inputs, "packageType", ["Zip", "Image"]),
    ...oneOf(inputs, "tracingConfig.mode", ["Active", "PassThrough"]),
    ...elements(inputs, "architectures").flatMap((path) => oneOf(inputs, path, ["x86_64", "arm64"])),
    ...runtime(inputs),
    ...matches(inputs, "role", /^arn:[^:]+:iam::\d{12}:role\/.+$/, "a role's ARN"),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(FUNCTION, name) !== undefined) {
      throw new AwsError("ResourceConflictException", `Function already exist: ${name}`);
    }
    accept(inputs, cloud);
    return { id: name, outputs: { ...places(name, inputs, cloud), ...defaults(inputs, cloud) } };
  },
  update({ inputs }, cloud) {
    accept(inputs, cloud);
    return defaults(inputs, cloud);
  },
  settled: ({ createdAt }, cloud) =>
    cloud.now >= createdAt + CREATION_SECONDS * 1000
      ? { state: "ready" }
      : { state: "pending", status: "Pending", seconds: 600 },
};

/** By name or ARN. @throws AwsError ResourceNotFoundException */
export function needFunction(nameOrArn: string | undefined, cloud: Cloud): Resource {
  const name = (nameOrArn ?? "").replace(/^arn:aws:lambda:[^:]*:[^:]*:function:/, "").replace(/:[^:]*$/, "");
  const found = cloud.get(FUNCTION, name);
  if (found !== undefined) return found;
  const { region, account } = cloud;
  const arn = makeArn({ service: "lambda", region, account, resource: `function:${name}` });
  throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}`);
}

function zip(inputs: Properties): Failure[] {
  const because = "when packageType is Zip";
  return [...needed(inputs, "handler", because), ...needed(inputs, "runtime", because)];
}

function runtime(inputs: Properties): Failure[] {
  const name = known(inputs, "runtime");
  return typeof name === "string" && !isRuntime(name)
    ? refuse("runtime", `expected runtime to be one of Lambda's runtimes, got ${name}`)
    : [];
}

const RESERVED = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

/** @throws AwsError InvalidParameterValueException */
function accept(inputs: Properties, cloud: Cloud): void {
  const invalid = (message: string) => new AwsError("InvalidParameterValueException", message);
  if (!assumedBy(textAt(inputs, "role") ?? "", cloud).includes("lambda.amazonaws.com")) {
    throw invalid("The role defined for the function cannot be assumed by Lambda.");
  }
  const name = textAt(inputs, "runtime");
  if (name !== undefined && isRetired(name)) {
    throw invalid(
      `The runtime parameter of ${name} is no longer supported for creating or updating AWS Lambda functions.`,
    );
  }
  const variables = Object.keys(objectAt(objectAt(inputs, "environment"), "variables"));
  const reserved = variables.filter((variable) => RESERVED.includes(variable));
  if (reserved.length === 0) return;
  const why =
    "because the environment variables you have provided contains reserved keys that are currently not supported for modification.";
  throw invalid(
    `Lambda was unable to configure your environment variables ${why} Reserved keys used in this request: ${reserved.join(", ")}`,
  );
}

function places(name: string, inputs: Properties, { region, account }: Cloud): Properties {
  const arn = makeArn({ service: "lambda", region, account, resource: `function:${name}` });
  const path = "lambda:path/2015-03-31/functions";
  const qualifiedArn = `${arn}:${inputs["publish"] === true ? "1" : "$LATEST"}`;
  return {
    arn,
    qualifiedArn,
    version: inputs["publish"] === true ? "1" : "$LATEST",
    invokeArn: `arn:aws:apigateway:${region}:${path}/${arn}/invocations`,
    qualifiedInvokeArn: `arn:aws:apigateway:${region}:${path}/${qualifiedArn}/invocations`,
    responseStreamingInvokeArn: `arn:aws:apigateway:${region}:lambda:path/2021-11-15/functions/${arn}/response-streaming-invocations`,
    signingJobArn: "",
    signingProfileVersionArn: "",
  };
}

/** Of an archive the world knows only what the engine sends of it: the hash changes with it. */
function defaults(inputs: Properties, cloud: Cloud): Properties {
  const code = textOf(inputs["code"] ?? inputs["imageUri"] ?? inputs["s3Key"]);
  const hash = createHash("sha256").update(code).digest("base64");
  return {
    codeSha256: hash,
    sourceCodeHash: textAt(inputs, "sourceCodeHash") ?? hash,
    sourceCodeSize: code.length,
    lastModified: new Date(cloud.now).toISOString().replace("Z", "+0000"),
    architectures: inputs["architectures"] ?? ["x86_64"],
    memorySize: numberAt(inputs, "memorySize") ?? 128,
    timeout: numberAt(inputs, "timeout") ?? 3,
    packageType: textAt(inputs, "packageType") ?? "Zip",
    publish: inputs["publish"] ?? false,
    reservedConcurrentExecutions: numberAt(inputs, "reservedConcurrentExecutions") ?? -1,
    ephemeralStorage: { size: 512, ...objectAt(inputs, "ephemeralStorage") },
    tracingConfig: { mode: "PassThrough", ...objectAt(inputs, "tracingConfig") },
    loggingConfig: {
      logFormat: "Text",
      logGroup: `/aws/lambda/${textAt(inputs, "name") ?? ""}`,
      ...objectAt(inputs, "loggingConfig"),
    },
  };
}
