/** @see https://www.pulumi.com/registry/packages/aws/api-docs/kms/alias/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { ALIAS, needKey } from "./key.ts";

export const alias: Kind = {
  type: ALIAS,
  name: {
    property: "name",
    max: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    accepted: "begins with alias/, not with alias/aws/, then letters, digits, slashes, underscores and hyphens",
    auto: false,
  },
  replaces: ["namePrefix"],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? `${textAt(inputs, "namePrefix") ?? "alias/"}${cloud.hex(26)}`;
    const { region, account } = cloud;
    const arn = makeArn({ service: "kms", region, account, resource: name });
    if (cloud.get(ALIAS, name) !== undefined) {
      throw new AwsError("AlreadyExistsException", `An alias with the name ${arn} already exists`);
    }
    return { id: name, outputs: { arn, name, ...target(inputs, cloud) }, notes: { keyId: keyIdOf(inputs, cloud) } };
  },
  update({ inputs, resource }, cloud) {
    resource.notes = { ...resource.notes, keyId: keyIdOf(inputs, cloud) };
    return target(inputs, cloud);
  },
};

const keyIdOf = (inputs: Properties, cloud: Cloud): string =>
  needKey(textAt(inputs, "targetKeyId") ?? "", cloud)?.id ?? "";

function target(inputs: Properties, cloud: Cloud): Properties {
  const key = needKey(textAt(inputs, "targetKeyId") ?? "", cloud);
  return { targetKeyArn: key?.outputs["arn"] ?? "" };
}
