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
    new GithubProvider("github", { owner }),
    ...(oci === undefined ? [] : [new OciProvider("oci", { region: oci.region })]),
    ...(deployments === undefined ? [] : [new PulumiProvider("pulumi")]),
  ];
}
