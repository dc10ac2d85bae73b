/** The environment on GitHub: the gate before the roles that deploy. */
import type { Fault } from "@tidegate/faults";
import { deploymentEnvironmentFaults } from "@tidegate/trust";
import type { DeploymentEnvironmentArgs, SubjectRepository } from "@tidegate/trust";
import type { ObjectReader } from "./objects.ts";

export interface GateContext {
  readonly repository: SubjectRepository;
  /** The stack's name, which is the environment's. */
  readonly environment: string;
  readonly faults: Fault[];
}

/**
 * @param reader of the key `environment`
 * @param context `faults` holds what the reader found, and gets the rest
 */
export function readGate(reader: ObjectReader, context: GateContext): DeploymentEnvironmentArgs {
  const { repository, environment, faults } = context;
  const [branches, tags, waitMinutes] = [reader.texts("branches"), reader.texts("tags"), reader.number("waitMinutes")];
  const reviewers = reader.object("reviewers");
  const [users, teams] = [reviewers.numbers("users"), reviewers.numbers("teams")];
  reviewers.done();
  const gate: DeploymentEnvironmentArgs = {
    repository: repository.repository,
    environment,
    deploysFrom: { ...(reader.has("branches") && { branches }), ...(reader.has("tags") && { tags }) },
    ...(reader.has("reviewers") && { reviewers: { users, teams } }),
    ...(waitMinutes !== undefined && { waitMinutes }),
    adminsBypass: reader.flag("adminsBypass"),
    selfReview: reader.flag("selfReview"),
  };
  reader.done();
  // What couldn't be read is told already, and the repository's own faults are told under its own key.
  const told = new Set(["", ...faults.map(({ path }) => path)]);
  const own = deploymentEnvironmentFaults(gate, (part) => (part === "repository" ? "" : placeOf(reader, part)));
  faults.push(...own.filter(({ path }) => !told.has(path)));
  return gate;
}

function placeOf(reader: ObjectReader, part: string): string {
  if (part === "environment") return "the stack's name";
  return part === "deploysFrom.kind" ? reader.path : reader.label(part.replace("deploysFrom.", ""));
}
