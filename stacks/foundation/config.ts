/** The foundation's configuration: text in, as Pulumi keeps it; values that were judged together out. */
import { costBudgetFaults, labelled, repositoryFaults as imageRepositoryFaults, stateStoreFaults } from "@tidegate/aws";
import type { StateStoreArgs, StateStorePart } from "@tidegate/aws";
import { ConfigReader } from "@tidegate/faults";
import type { Fault, ReadKey } from "@tidegate/faults";
import { freeformTagFaults } from "@tidegate/oci";
import { organizationFaults, subjectFaults } from "@tidegate/trust";
import type { DeploymentEnvironmentArgs, SubjectRepository } from "@tidegate/trust";
import { readGate } from "./gate.ts";
import { ObjectReader, parsed } from "./objects.ts";
import { ociSettings } from "./ociConfig.ts";
import type { OciSettings } from "./ociConfig.ts";
import { readDeployers } from "./subjects.ts";
import type { Deployers } from "./subjects.ts";
import { readSystems } from "./systems.ts";
import type { Tenant } from "./systems.ts";

export interface FoundationConfig {
  /** The stack's name, and the environment's on GitHub. */
  readonly environment: string;
  /** Who answers for the foundation. */
  readonly owner: string;
  readonly repository: SubjectRepository;
  /** Without the log bucket's name, which has the account's number in it. */
  readonly state: Omit<StateStoreArgs, "logBucketName">;
  /** Whether this stack makes AWS's provider for GitHub's tokens. Otherwise the account has one. */
  readonly makesProvider: boolean;
  /** Whether this stack holds what the repository has once. */
  readonly repositorySettings: boolean;
  readonly deployers: Deployers;
  readonly gate: DeploymentEnvironmentArgs;
  readonly tenants: readonly Tenant[];
  /** Undefined for no budget. */
  readonly budget: { readonly monthlyUsd: number; readonly emails: readonly string[] } | undefined;
  readonly ecrRepositories: readonly string[];
  /** Undefined for no OCI. */
  readonly oci: OciSettings | undefined;
  /** Pulumi Deployments; undefined for none. */
  readonly deployments: { readonly organization: string; readonly branch: string } | undefined;
}

/**
 * Defaults stand in Pulumi.yaml, and the engine fills them in.
 *
 * @throws InvalidArguments with every fault at once, each with its key, before any resource is registered.
 */
export function readConfig(environment: string, read: ReadKey): FoundationConfig {
  const reader = new ConfigReader("foundation", read);
  const owner = reader.needed("owner");
  reader.add(...freeformTagFaults({ Owner: owner }, () => reader.label("owner")));
  const repository = repositoryOf(reader);
  const label = (part: string) => reader.label(part.replace(/^ids\./, "repositoryIds."));
  const judged = <T>(look: (faults: Fault[]) => T): T => {
    const faults: Fault[] = [];
    const found = look(faults);
    reader.add(...faults);
    return found;
  };
  reader.add(...subjectFaults({ ...repository, pullRequest: true }, label));
  const config: FoundationConfig = {
    environment,
    owner,
    repository,
    state: stateOf(reader, environment),
    makesProvider: reader.choice("oidcProvider", ["create", "existing"]) === "create",
    repositorySettings: reader.flag("repositorySettings"),
    deployers: judged((faults) => {
      const [subjects, accepts] = [reader.objects("deploySubjects"), reader.texts("accepts")];
      return readDeployers({ repository, environment, subjects, accepts }, label, faults);
    }),
    gate: judged((faults) =>
      readGate(new ObjectReader(label("environment"), parsed(reader.text("environment")), faults), {
        repository,
        environment,
        faults,
      }),
    ),
    tenants: judged((faults) => readSystems(label("systems"), parsed(reader.text("systems")), environment, faults)),
    budget: budgetOf(reader),
    ecrRepositories: ecrRepositoriesOf(reader),
    oci: ociSettings(reader),
    deployments: deploymentsOf(reader, repository),
  };
  reader.done();
  return config;
}

function repositoryOf(reader: ConfigReader): SubjectRepository {
  const repository = reader.text("repository");
  const faults: Fault[] = [];
  const ids = new ObjectReader(reader.label("repositoryIds"), parsed(reader.text("repositoryIds")), faults);
  const given = ids.keys().length > 0;
  // What is missing is no number of GitHub's either, and told as such.
  const [ownersId = 0, ownId = 0] = [ids.number("owner"), ids.number("repository")];
  ids.done();
  reader.add(...faults);
  return { repository, ...(given && { ids: { owner: ownersId, repository: ownId } }) };
}

function stateOf(reader: ConfigReader, environment: string): FoundationConfig["state"] {
  const adopted = reader.texts("adopt");
  const accepted = `one of ${[...ADOPTED.keys()].join(", ")}`;
  reader.add(
    ...adopted.flatMap((given, at) =>
      ADOPTED.has(given) ? [] : [{ path: reader.label(`adopt[${at}]`), given, accepted }],
    ),
  );
  const state = {
    bucketName: reader.text("stateBucket"),
    keyAlias: `foundation-${environment}-state`,
    protect: reader.flag("protect"),
    adopts: [...ADOPTED].flatMap(([word, part]) => (adopted.includes(word) ? [part] : [])),
  };
  reader.add(...stateStoreFaults(state, labelled(reader, { bucketName: "stateBucket" })));
  return state;
}

/** What is there already, by the words of the configuration. */
const ADOPTED: ReadonlyMap<string, StateStorePart> = new Map([
  ["state-bucket", "bucket"],
  ["state-log-bucket", "log-bucket"],
  ["state-key-alias", "alias"],
]);

function budgetOf(reader: ConfigReader): FoundationConfig["budget"] {
  const monthlyUsd = reader.number("budgetUsd");
  const emails = reader.texts("budgetEmails");
  if (monthlyUsd === 0) return undefined;
  const keys = { monthlyUsd: "budgetUsd", emails: "budgetEmails" };
  reader.add(...costBudgetFaults({ budgetName: "foundation", monthlyUsd, emails }, labelled(reader, keys)));
  return { monthlyUsd, emails };
}

function ecrRepositoriesOf(reader: ConfigReader): string[] {
  const names = reader.texts("ecrRepositories");
  reader.add(
    ...names.flatMap((repositoryName, at) => [
      ...imageRepositoryFaults({ repositoryName }, () => reader.label(`ecrRepositories[${at}]`)),
      ...(names.indexOf(repositoryName) === at
        ? []
        : [{ path: reader.label(`ecrRepositories[${at}]`), given: repositoryName, accepted: "each name only once" }]),
    ]),
  );
  return names;
}

function deploymentsOf(reader: ConfigReader, repository: SubjectRepository): FoundationConfig["deployments"] {
  const organization = reader.optional("pulumiOrganization");
  const branch = reader.text("deploymentsBranch");
  reader.add(
    ...subjectFaults({ ...repository, branch }, (part) =>
      reader.label(part === "branch" ? "deploymentsBranch" : part.replace(/^ids\./, "repositoryIds.")),
    ),
  );
  if (organization === undefined) return undefined;
  reader.add(...organizationFaults(reader.label("pulumiOrganization"), organization));
  return { organization, branch };
}
