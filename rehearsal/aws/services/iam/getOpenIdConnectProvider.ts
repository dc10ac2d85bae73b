/** @see https://www.pulumi.com/registry/packages/aws/api-docs/iam/getopenidconnectprovider/ */
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";
import { OPEN_ID_CONNECT_PROVIDER } from "./openIdConnectProvider.ts";

/** By its ARN or by its URL, of which the provider reads the list itself: IAM knows them by ARN alone. */
export const getOpenIdConnectProvider: FunctionKind = {
  token: "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
  answer(args, cloud) {
    const [arn, url] = [textAt(args, "arn"), textAt(args, "url")];
    const found = cloud
      .list(OPEN_ID_CONNECT_PROVIDER)
      .find(({ id, inputs }) => (arn === undefined ? hostOf(textAt(inputs, "url")) === hostOf(url) : id === arn));
    if (found === undefined) {
      if (arn !== undefined) throw new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`);
      throw new Error(`reading IAM OIDC Provider: no IAM OIDC Provider found matching url: ${url ?? ""}`);
    }
    // AWS shows it without the scheme.
    return { tags: {}, ...found.outputs, id: found.id, url: hostOf(textAt(found.inputs, "url")) };
  },
};

const hostOf = (url = ""): string => url.replace(/^https:\/\//, "").replace(/\/$/, "");
