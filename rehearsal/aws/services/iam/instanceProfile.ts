/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/instanceprofile/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { checkPath, iamArn, iamName, needRole, uniqueId } from "./names.ts";

const TYPE = "aws:iam/instanceProfile:InstanceProfile";

export const instanceProfile: Kind = {
  type: TYPE,
  global: true,
  name: iamName(128),
  replaces: ["namePrefix", "path"],
  check: checkPath,
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(TYPE, name) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `Instance Profile ${name} already exists.`);
    }
    needItsRole(inputs, cloud);
    const arn = iamArn("instance-profile", inputs, cloud);
    const path = textAt(inputs, "path") ?? "/";
    return { id: name, outputs: { arn, path, uniqueId: uniqueId("AIPA", cloud), createDate: cloud.timestamp() } };
  },
  update({ inputs }, cloud) {
    needItsRole(inputs, cloud);
    return {};
  },
};

function needItsRole(inputs: Properties, cloud: Cloud): void {
  const role = textAt(inputs, "role");
  if (role !== undefined) needRole(role, cloud);
}
