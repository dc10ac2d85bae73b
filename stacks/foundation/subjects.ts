/** Whose tokens preview and deploy: subjects out of the configuration, and those that follow from it. */
import type { Fault, Label } from "@tidegate/faults";
import { subjectFaults, unwantedFaults } from "@tidegate/trust";
import type { Purpose, Subject, SubjectKind, SubjectRepository } from "@tidegate/trust";
import type { FoundationConfig } from "./config.ts";
import { ObjectReader } from "./objects.ts";

/** A deployment's subject by each of these. A pull request's tokens deploy nothing. */
const KINDS = ["branch", "tag", "environment"] as const;

export interface Deployers {
  readonly subjects: readonly Subject[];
  readonly accepts: readonly SubjectKind[];
}

/** Who signs: GitHub for its workflows, Pulumi for the runs of Pulumi Deployments. */
export type Issuer = "github" | "pulumi";

/**
 * Whom a system's role trusts. A preview is a pull request's, or Pulumi's own of one; what changes anything is a deployer's,
 * or an operation of Pulumi's that does.
 */
export function trustOf(
  { environment, repository, deployers, deployments }: FoundationConfig,
  issuer: Issuer,
  project: string,
  purpose: Purpose,
): Deployers {
  if (issuer === "github") {
    const pullRequest: Deployers = { subjects: [{ ...repository, pullRequest: true }], accepts: ["pullRequest"] };
    return purpose === "preview" ? pullRequest : deployers;
  }
  const operations = purpose === "preview" ? (["preview"] as const) : (["update", "refresh", "destroy"] as const);
  const organization = deployments?.organization ?? "";
  const subjects = operations.map((operation) => ({ organization, project, stack: environment, operation }));
  return { subjects, accepts: ["deployment"] };
}

export interface DeployersGiven {
  readonly repository: SubjectRepository;
  readonly subjects: readonly object[];
  readonly accepts: readonly string[];
  /** The stack's own: the only environment on GitHub whose rules it holds. */
  readonly environment: string;
}

/** @param label the key that a person sets, for `repository`, `deploySubjects` and `accepts` */
export function readDeployers(given: DeployersGiven, label: Label, faults: Fault[]): Deployers {
  const { repository, environment } = given;
  const accepts = given.accepts.flatMap((word, at) => {
    const found = KINDS.find((kind) => kind === word);
    if (found !== undefined) return [found];
    faults.push({ path: `${label("accepts")}[${at}]`, given: word, accepted: `one of ${KINDS.join(", ")}` });
    return [];
  });
  for (const key of ["accepts", "deploySubjects"] as const) {
    const list = key === "accepts" ? given.accepts : given.subjects;
    if (list.length === 0) faults.push({ path: label(key), given: [], accepted: "one at least" });
  }
  const subjects = given.subjects.flatMap((one, at): Subject[] => {
    const path = `${label("deploySubjects")}[${at}]`;
    const subject = subjectOf(new ObjectReader(path, one, faults), repository, faults);
    if (subject === undefined) return [];
    // What couldn't be read is told already.
    const told = new Set(faults.map((fault) => fault.path));
    const own = subjectFaults(subject, (part) =>
      KINDS.some((kind) => kind === part) ? `${path}.${part}` : label(part),
    );
    faults.push(...own.filter((fault) => !told.has(fault.path)), ...unwantedFaults(subject, accepts, path));
    if (own.length === 0) faults.push(...strangerFaults(subject, environment, `${path}.environment`));
    return [subject];
  });
  return { subjects, accepts };
}

function subjectOf(reader: ObjectReader, repository: SubjectRepository, faults: Fault[]): Subject | undefined {
  const [branch, tag, environment] = KINDS.map((kind) => reader.text(kind));
  const kinds = KINDS.filter((kind) => reader.has(kind));
  reader.done();
  if (kinds.length !== 1) {
    faults.push({ path: reader.path, given: kinds, accepted: `one of ${KINDS.join(", ")}, and no other beside it` });
    return undefined;
  }
  if (reader.has("branch")) return { ...repository, branch: branch ?? "" };
  return reader.has("tag") ? { ...repository, tag: tag ?? "" } : { ...repository, environment: environment ?? "" };
}

/** Another environment's rules stand in another stack: reviewers could be missing there, and nobody would see it here. */
function strangerFaults(subject: Subject, own: string, path: string): Fault[] {
  return "environment" in subject && subject.environment !== own
    ? [{ path, given: subject.environment, accepted: `${own}, the environment that this stack makes` }]
    : [];
}
