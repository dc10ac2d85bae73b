/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/openidconnectprovider/ */
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { matches, known } from "../../checks.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";

export const OPEN_ID_CONNECT_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

export const openIdConnectProvider: Kind = {
  type: OPEN_ID_CONNECT_PROVIDER,
  global: true,
  replaces: ["url"],
  sets: ["clientIdLists"],
  check: (inputs) => [
    ...matches(inputs, "url", /^https:\/\/[^?#]+$/, "an https URL without a query"),
    ...thumbprints(inputs),
  ],
  create({ inputs }, cloud) {
    const url = textAt(inputs, "url") ?? "";
    const resource = `oidc-provider/${url.replace(/^https:\/\//, "").replace(/\/$/, "")}`;
    const arn = makeArn({ service: "iam", region: "", account: cloud.account, resource });
    if (cloud.get(OPEN_ID_CONNECT_PROVIDER, arn) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `Provider with url ${url} already exists.`);
    }
    // Without thumbprints IAM takes the one of the top certificate that the server shows.
    const given = textsAt(inputs, "thumbprintLists");
    return { id: arn, outputs: { arn, thumbprintLists: given.length > 0 ? given : [cloud.hex(40)] } };
  },
};

function thumbprints(inputs: Properties): Failure[] {
  const list = known(inputs, "thumbprintLists");
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) =>
    typeof item === "string" && item.length !== 40
      ? [
          {
            property: `thumbprintLists[${index}]`,
            reason: "expected length of thumbprint_list to be in the range (40 - 40)",
          },
        ]
      : [],
  );
}
