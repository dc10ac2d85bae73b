/** The repository that a component of GitHub's is about. */
import type { Fault, Label } from "@tidegate/faults";
import { subjectFaults } from "../subject.ts";

export interface RepositoryArgs {
  /** `owner/name`, as in a subject. The owner must be the provider's: `github:owner`. */
  readonly repository: string;
}

/** The name alone, as GitHub's provider takes it: it knows the owner. */
export function repositoryName({ repository }: RepositoryArgs): string {
  return repository.slice(repository.indexOf("/") + 1);
}

/** What is wrong with it, each reason by itself. */
export function repositoryFaults({ repository }: RepositoryArgs, label: Label): Fault[] {
  return subjectFaults({ repository, pullRequest: true }, label);
}
