/** @see https://www.pulumi.com/registry/packages/aws/api-docs/ssm/parameter/ */
import { sameValue } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { exactlyOne, known, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind, Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { needKey } from "../kms/key.ts";

export const PARAMETER = "aws:ssm/parameter:Parameter";

const VALUES = ["value", "insecureValue", "valueWo"];
/** Characters of a value, by tier. */
const LIMITS = { Standard: 4096, Advanced: 8192 };

export const parameter: Kind = {
  type: PARAMETER,
  name: {
    property: "name",
    max: 2048,
    pattern: /^(?!\/?(?:aws|ssm)(?:\/|$))(?:\/[\w.-]+(?:\/[\w.-]+)*|[\w.-]+)$/i,
    accepted: "letters, digits and .-_, with slashes a full path that begins with one, and not aws or ssm first",
  },
  replaces: ["dataType"],
  // What a secure one holds is nowhere; what others hold is noted, for those who ask for it.
  hides: VALUES,
  secretOutputs: ["value"],
  check: (inputs) => [
    ...oneOf(inputs, "type", ["String", "StringList", "SecureString"]),
    ...oneOf(inputs, "tier", ["Standard", "Advanced", "Intelligent-Tiering"]),
    ...oneOf(inputs, "dataType", ["text", "aws:ec2:image", "aws:ssm:integration"]),
    ...exactlyOne(inputs, VALUES),
    ...(known(inputs, "type") === "SecureString" && known(inputs, "insecureValue") !== undefined
      ? refuse("insecureValue", "invalid configuration, cannot set type = SecureString and insecure_value")
      : []),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(PARAMETER, name) !== undefined) {
      const advice = "To overwrite this value, set the overwrite option in the request to true.";
      throw new AwsError("ParameterAlreadyExists", `The parameter already exists. ${advice}`);
    }
    accept(inputs, cloud);
    const { region, account } = cloud;
    const arn = makeArn({ service: "ssm", region, account, resource: `parameter/${name.replace(/^\//, "")}` });
    return { id: name, outputs: { arn, version: 1, ...defaults(inputs) }, notes: { value: shown(inputs) } };
  },
  update({ inputs, olds, resource }, cloud) {
    accept(inputs, cloud);
    // Anything but tags is sent as a new version.
    const isSame = [...Object.keys(olds), ...Object.keys(inputs)].every(
      (name) => ["tags", "tagsAll", ...VALUES].includes(name) || sameValue(olds[name], inputs[name]),
    );
    const isNew = !isSame || inputs["type"] === "SecureString" || shown(inputs) !== resource.notes["value"];
    resource.notes = { value: shown(inputs) };
    return { version: (numberAt(resource.outputs, "version") ?? 1) + (isNew ? 1 : 0), ...defaults(inputs) };
  },
};

export const getParameter: FunctionKind = {
  token: "aws:ssm/getParameter:getParameter",
  answer(args, cloud) {
    const name = textAt(args, "name") ?? "";
    const { outputs, notes } = needParameter(name, cloud);
    const value = textAt(notes, "value") ?? "";
    const isSecure = outputs["type"] === "SecureString";
    return {
      ...args,
      id: name,
      arn: outputs["arn"] ?? "",
      type: outputs["type"] ?? "",
      value,
      insecureValue: isSecure ? "" : value,
      version: outputs["version"] ?? 1,
      region: cloud.region,
    };
  },
};

/** @throws AwsError ParameterNotFound */
export function needParameter(name: string, cloud: Cloud): Resource {
  const found = cloud.get(PARAMETER, name);
  if (found === undefined) throw new AwsError("ParameterNotFound", `couldn't find resource: SSM Parameter (${name})`);
  return found;
}

function accept(inputs: Properties, cloud: Cloud): void {
  const tier = textAt(inputs, "tier") ?? "Standard";
  const limit = tier === "Standard" ? LIMITS.Standard : LIMITS.Advanced;
  const value = VALUES.map((name) => textAt(inputs, name)).find((text) => text !== undefined) ?? "";
  const message =
    value === ""
      ? "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1."
      : value.length > limit
        ? `Standard tier parameters support a maximum parameter value of ${limit} characters.`
        : undefined;
  if (message !== undefined) throw new AwsError("ValidationException", message);
  const pattern = textAt(inputs, "allowedPattern");
  if (pattern !== undefined && pattern !== "" && !new RegExp(pattern).test(value)) {
    const why = `Parameter value, cannot be validated against allowedPattern: ${pattern}`;
    throw new AwsError("ParameterPatternMismatchException", why);
  }
  const key = textAt(inputs, "keyId");
  if (key !== undefined && key !== "") needKey(key, cloud);
}

/** What the parameter shows to those who ask: nothing of a secure one. */
function shown(inputs: Properties): string {
  if (inputs["type"] === "SecureString") return "";
  return textAt(inputs, "value") ?? textAt(inputs, "insecureValue") ?? "";
}

function defaults(inputs: Properties): Properties {
  const value = shown(inputs);
  return {
    ...(value === "" ? {} : { value, insecureValue: value }),
    hasValueWo: textAt(inputs, "valueWo") !== undefined,
    dataType: textAt(inputs, "dataType") ?? "text",
    tier: textAt(inputs, "tier") ?? "Standard",
    keyId: textAt(inputs, "keyId") ?? (inputs["type"] === "SecureString" ? "alias/aws/ssm" : ""),
  };
}
