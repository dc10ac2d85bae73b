/** Bad input, one thing each: what it is, the keys that are changed, and the keys that must be told. */
import type { Environment } from "../project.ts";

type Mistake = readonly [
  what: string,
  changes: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  environment?: Environment,
];

const systems = (changes: Readonly<Record<string, unknown>>) => ({
  systems: { "sandbox-broker": { region: "eu-central-1", ...NAMES, ...changes } },
});
const NAMES = { clusterName: "cluster", serviceName: "service", repositoryName: "images" };

export const MISTAKES: readonly Mistake[] = [
  ["a repository without owner", { repository: "tidegate" }, ["repository"]],
  ["a repository by a pattern", { repository: "tidegate/*" }, ["repository"]],
  ["one of GitHub's numbers alone", { repositoryIds: { owner: 1 } }, ["repositoryIds.repository"]],
  ["a number that is a text", { repositoryIds: { owner: "1", repository: 2 } }, ["repositoryIds.owner"]],
  [
    "numbers under another name",
    { repositoryIds: { owners: 1 } },
    ["repositoryIds.owners", "repositoryIds.owner", "repositoryIds.repository"],
  ],
  ["a branch by a pattern", { deploySubjects: [{ branch: "release/*" }] }, ["deploySubjects[0].branch"]],
  ["an environment by a pattern", { deploySubjects: [{ environment: "d?v" }] }, ["deploySubjects[0].environment"]],
  ["an environment with a slash", { deploySubjects: [{ environment: "dev/eu" }] }, ["deploySubjects[0].environment"]],
  ["another stack's environment", { deploySubjects: [{ environment: "prod" }] }, ["deploySubjects[0].environment"]],
  ["a subject of two kinds", { deploySubjects: [{ branch: "main", tag: "v1" }] }, ["deploySubjects[0]"]],
  ["a subject of no kind", { deploySubjects: [{}] }, ["deploySubjects[0]"]],
  [
    "a pull request that deploys",
    { deploySubjects: [{ pullRequest: true }] },
    ["deploySubjects[0].pullRequest", "deploySubjects[0]"],
  ],
  ["a branch that is no text", { deploySubjects: [{ branch: 1 }] }, ["deploySubjects[0].branch"]],
  ["nobody who deploys", { deploySubjects: [] }, ["deploySubjects"]],
  ["a branch where tags are asked for", { deploySubjects: [{ branch: "main" }] }, ["deploySubjects[0]"], "prod"],
  ["a tag where environments are asked for", { deploySubjects: [{ tag: "v1" }] }, ["deploySubjects[0]"], "prod"],
  ["a kind that never deploys", { accepts: ["environment", "pullRequest"] }, ["accepts[1]"]],
  ["no kind at all", { accepts: [] }, ["accepts"]],
  ["an environment that any branch gets into", { environment: { branches: ["*"] } }, ["environment.branches[0]"]],
  ["an environment that nothing gets into", { environment: {} }, ["environment"]],
  ["a wait of no minutes", { environment: { branches: ["main"], waitMinutes: -1 } }, ["environment.waitMinutes"]],
  ["a key that is none", { environment: { branches: ["main"], reviewer: 1 } }, ["environment.reviewer"]],
  ["an environment that is no object", { environment: "main" }, ["environment"]],
  ["a bucket's name in capitals", { stateBucket: "States" }, ["stateBucket"]],
  ["something that can't be adopted", { adopt: ["state-bucket", "roles"] }, ["adopt[1]"]],
  ["a provider that is found by chance", { oidcProvider: "maybe" }, ["oidcProvider"]],
  ["nobody who answers for it", { owner: "" }, ["owner"]],
  ["a system that isn't known", { systems: { "order-trackin": {} } }, ["systems"]],
  [
    "a system without its names",
    { systems: { "sandbox-broker": { region: "eu-central-1" } } },
    [...Object.keys(NAMES).map((name) => `systems.sandbox-broker.${name}`)],
  ],
  ["a name that reaches a neighbour's", systems({ serviceName: "api*" }), ["systems.sandbox-broker.serviceName"]],
  ["a region that is none", systems({ region: "Frankfurt" }), ["systems.sandbox-broker.region"]],
  ["a domain without a zone", systems({ domainName: "a.example" }), ["systems.sandbox-broker.hostedZoneId"]],
  ["a budget below nothing", { budgetUsd: -1 }, ["budgetUsd"]],
  ["a budget that is told to nobody", { budgetEmails: [] }, ["budgetEmails"]],
  ["a registry in capitals", { ecrRepositories: ["Runner"] }, ["ecrRepositories[0]"]],
  ["a registry twice", { ecrRepositories: ["a1", "a1"] }, ["ecrRepositories[1]"]],
  ["an empty audience", { ociAudience: "" }, ["ociAudience"]],
  ["an audience by a pattern", { ociAudience: "https://github.com/*" }, ["ociAudience"]],
  ["no client that asks for sessions", { ociClientId: "" }, ["ociClientId"]],
  ["a domain without TLS", { ociDomainUrl: "http://idcs.example" }, ["ociDomainUrl"]],
  ["a tenancy that is a compartment", { ociTenancyId: "ocid1.compartment.oc1..aaaaaaaaaaaa" }, ["ociTenancyId"]],
  ["a bucket on OCI without a name", { ociStateBucket: "" }, ["ociStateBucket"]],
  ["a registry on OCI in capitals", { ociRepositories: ["Runner"] }, ["ociRepositories[0]"]],
  ["a budget on OCI below nothing", { ociBudget: -5 }, ["ociBudget"]],
  ["an organisation by a pattern", { pulumiOrganization: "tide*" }, ["pulumiOrganization"]],
  ["a branch of refs", { deploymentsBranch: "refs/heads/main" }, ["deploymentsBranch"]],
];
