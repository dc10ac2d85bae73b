/** The configuration's part about OCI. */
import { labelled } from "@tidegate/aws";
import { ocidFaults, ownName, textFaults } from "@tidegate/faults";
import type { ConfigReader, Fault, Label } from "@tidegate/faults";
import { costBudgetFaults, registryFaults, stateBucketFaults } from "@tidegate/oci";
import { oidcSessionsFaults } from "@tidegate/trust";

export interface OciSettings {
  readonly tenancyId: string;
  /** Of the systems, the states' bucket and the registries. */
  readonly compartmentId: string;
  readonly region: string;
  /** Where pipelines get sessions; undefined where they get none. */
  readonly login: OciLogin | undefined;
  readonly stateBucket: string;
  readonly protect: boolean;
  /** Names of image repositories. */
  readonly repositories: readonly string[];
  /** The registry's host in the region. */
  readonly registry: string;
  /** A month, in the tenancy's currency, and who is told; undefined for no budget. */
  readonly budget: { readonly monthlyAmount: number; readonly emails: readonly string[] } | undefined;
}

export interface OciLogin {
  readonly domainUrl: string;
  readonly domainName: string;
  readonly clientId: string;
  readonly audience: string;
}

/** Undefined where no tenancy is named. */
export function ociSettings(reader: ConfigReader): OciSettings | undefined {
  const text = (key: string) => reader.text(key);
  const tenancyId = text("ociTenancyId");
  const monthlyAmount = reader.number("ociBudget");
  const emails = reader.texts("budgetEmails");
  const region = text("ociRegion");
  const login: OciLogin = {
    domainUrl: text("ociDomainUrl"),
    domainName: text("ociDomainName"),
    clientId: text("ociClientId"),
    audience: text("ociAudience"),
  };
  const settings: OciSettings = {
    tenancyId,
    compartmentId: text("ociCompartmentId"),
    region,
    login: login.domainUrl === "" ? undefined : login,
    stateBucket: text("ociStateBucket"),
    protect: reader.flag("protect"),
    repositories: reader.texts("ociRepositories"),
    registry: `ocir.${region}.oci.oraclecloud.com`,
    budget: monthlyAmount === 0 ? undefined : { monthlyAmount, emails },
  };
  if (tenancyId === "") return undefined;
  const label = labelled(reader, KEYS);
  reader.add(
    ...ocidFaults(label("tenancyId"), tenancyId, "tenancy"),
    ...ocidFaults(label("compartmentId"), settings.compartmentId, "compartment"),
    ...textFaults(label("region"), region, /^[a-z]{2,3}(-[a-z]+)+-\d$/, "a region, as in eu-frankfurt-1"),
    ...stateBucketFaults({ region, bucketName: settings.stateBucket }, label),
    ...(settings.login === undefined ? [] : loginFaults(settings.login, label)),
    ...(settings.budget === undefined ? [] : costBudgetFaults({ budgetName: "foundation", ...settings.budget }, label)),
    ...repositoryFaults(settings, label),
  );
  return settings;
}

const KEYS: Readonly<Record<string, string>> = {
  tenancyId: "ociTenancyId",
  compartmentId: "ociCompartmentId",
  region: "ociRegion",
  repositories: "ociRepositories",
  domainUrl: "ociDomainUrl",
  domainName: "ociDomainName",
  "clientIds[0]": "ociClientId",
  "audiences[0]": "ociAudience",
  bucketName: "ociStateBucket",
  monthlyAmount: "ociBudget",
  emails: "budgetEmails",
};

/** The roles follow from the systems and the subjects, and are judged with them. */
function loginFaults(
  { domainUrl, domainName, clientId, audience }: OciLogin,
  label: (part: string) => string,
): Fault[] {
  const sessions = { domainUrl, domainName, clientIds: [clientId], audiences: [audience], roles: [] };
  const found = oidcSessionsFaults(sessions, ownName).filter(({ path }) => path !== "roles");
  return found.map((fault) => ({ ...fault, path: label(fault.path) }));
}

function repositoryFaults({ registry, repositories }: OciSettings, label: Label): Fault[] {
  return repositories.flatMap((ocirRepoName, at) =>
    registryFaults({ ocirRegistry: registry, ocirRepoName }, (part) =>
      label(part === "ocirRegistry" ? "region" : `repositories[${at}]`),
    ),
  );
}
