/** The providers that the foundation speaks to, as far as its configuration asks for them. */
import type * as pulumi from "@pulumi/pulumi";
import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider as GithubProvider } from "@pulumi/github/provider.js";
import { Provider as OciProvider } from "@pulumi/oci/provider.js";
import { Provider as PulumiProvider } from "@pulumi/pulumiservice/provider.js";
import type { FoundationConfig } from "./config.ts";

/** Each takes its credentials from the administrator's own environment: none stands here. */
export function providersOf(
  { repository, oci, deployments }: FoundationConfig,
  region: string,
  tags: Readonly<Record<string, string>>,
): pulumi.ProviderResource[] {
  const [owner = ""] = repository.repository.split("/");
  return [
    new AwsProvider("aws", { region, defaultTags: { tags } }),
    // The SDK would copy GITHUB_TOKEN into the provider's inputs, and so into the state. The plugin reads it by itself.
    new GithubProvider("github", { owner }, { transformations: [withoutToken] }),
    ...(oci === undefined ? [] : [new OciProvider("oci", { region: oci.region })]),
    ...(deployments === undefined ? [] : [new PulumiProvider("pulumi", { apiUrl: PULUMI_API })]),
  ];
}

/** The SDK's own default is PULUMI_BACKEND_URL, which is a bucket here. */
const PULUMI_API = "https://api.pulumi.com";

function withoutToken({ props, opts }: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult {
  return { props: { ...props, token: undefined }, opts };
}
