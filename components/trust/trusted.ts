/** Whom a role trusts, on whichever cloud: subjects of one issuer, each of a kind that the role may name. */
import type { Fault, Label } from "@tidegate/faults";
import { PULUMI_ISSUER } from "./deployment.ts";
import { GITHUB_ISSUER, isDeployment, subjectFaults, subjectText, unwantedFaults } from "./subject.ts";
import type { Subject, SubjectKind } from "./subject.ts";

export interface Trusted {
  readonly subjects: readonly Subject[];
  readonly accepts: readonly SubjectKind[];
}

/** What a trust takes of a token beside its subject. */
export interface Issue {
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/**
 * What is wrong with the subjects of a role. An issuer is Pulumi's where it is `PULUMI_ISSUER`, and else GitHub's: GitHub
 * Enterprise Server has issuers of its own.
 */
export function trustedFaults({ subjects, accepts }: Trusted, issue: Issue, label: Label): Fault[] {
  return [
    ...(subjects.length === 0 ? [{ path: label("subjects"), given: [], accepted: "one subject at least" }] : []),
    ...(accepts.length === 0 ? [{ path: label("accepts"), given: [], accepted: "one kind of subject at least" }] : []),
    ...subjects.flatMap((subject, index) => {
      const path = label(`subjects[${index}]`);
      return [
        ...subjectFaults(subject, (part) => label(`subjects[${index}].${part}`)),
        ...unwantedFaults(subject, accepts, path),
        ...issueFaults(subject, issue, path),
      ];
    }),
    ...mixedFaults(subjects, label("subjects")),
  ];
}

/** A subject of somebody else's issuer; a run whose organisation, which is its token's audience, the trust doesn't take. */
function issueFaults(subject: Subject, { issuer, audiences }: Issue, path: string): Fault[] {
  const isPulumis = issuer === PULUMI_ISSUER;
  if (isDeployment(subject) !== isPulumis) {
    const accepted = isPulumis
      ? `a run of Pulumi Deployments: ${issuer} signs no workflow's token, ${GITHUB_ISSUER} does`
      : `a workflow's subject: ${issuer} signs no token of Pulumi Deployments, ${PULUMI_ISSUER} does`;
    return [{ path, given: subjectText(subject), accepted }];
  }
  if (!isDeployment(subject) || audiences.includes(subject.organization)) return [];
  const accepted = `${audiences.join(" or ")}: the audience of Pulumi's tokens is the organisation`;
  return [{ path: `${path}.organization`, given: subject.organization, accepted }];
}

/** A pull request's preview runs what the pull request says: it shares no role with runs that change something. */
function mixedFaults(subjects: readonly Subject[], path: string): Fault[] {
  const operations = [...new Set(subjects.filter(isDeployment).map(({ operation }) => operation))];
  return operations.length > 1 && operations.includes("preview")
    ? [{ path, given: operations, accepted: "previews in a role of their own: what they run, nobody has reviewed yet" }]
    : [];
}
