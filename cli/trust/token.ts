/** A token as far as trust looks at it: whose it is, for whom it was made, and what its subject looks like. */
import { AWS_AUDIENCE, deploymentOf, GITHUB_ISSUER, PULUMI_ISSUER } from "@tidegate/trust";

/** The issuer that needs no mention. */
export { GITHUB_ISSUER as GITHUB };

export type Cloud = "aws" | "oci";

/** What counts of a token. */
export interface Claims {
  /** `https://token.actions.githubusercontent.com` */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Further claims, by name: `repository_owner`. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A token that may be made for either cloud, each time with the audience that it takes. */
export interface Token extends Omit<Claims, "audience"> {
  readonly audiences: Readonly<Record<Cloud, string>>;
}

export interface TokenOptions {
  /** `github`, `pulumi` or an issuer's URL. Default: the one whose form the subject has, else GitHub's. */
  readonly issuer?: string;
  /**
   * The claim `aud`, on both clouds. Default: what this project's workflows ask for. GitHub's tokens have `sts.amazonaws.com`
   * on AWS and `https://github.com/<owner>/<name>` on OCI, those of Pulumi Deployments their organization's name.
   */
  readonly aud?: string;
  readonly others?: Readonly<Record<string, string>>;
}

export function tokenOf(subject: string, { issuer, aud, others = {} }: TokenOptions = {}): Token {
  const audiences = aud === undefined ? usualAudiences(subject) : { aws: aud, oci: aud };
  return { issuer: issuerOf(subject, issuer), subject, audiences, others };
}

/** What one cloud sees of it. */
export function claimsFor(cloud: Cloud, { audiences, ...rest }: Token): Claims {
  return { ...rest, audience: audiences[cloud] };
}

/** What to say of a subject that its issuer doesn't write so; undefined where it does, or where nobody here knows the issuer. */
export function formNote({ subject, issuer }: Pick<Claims, "subject" | "issuer">): string | undefined {
  const form = FORMS.find((one) => one.issuer === issuer);
  return form === undefined || form.fits(subject)
    ? undefined
    : `${issuer} writes no subject like ${JSON.stringify(subject)}, unless somebody customized it: it is judged all the same. ` +
        FORMS.map(({ of, looksLike }) => `${of} looks like ${looksLike.join(", or ")}.`).join(" ");
}

function issuerOf(subject: string, given: string | undefined): string {
  if (given === undefined) return FORMS.find(({ fits }) => fits(subject))?.issuer ?? GITHUB_ISSUER;
  return FORMS.find(({ short }) => short === given)?.issuer ?? given;
}

function usualAudiences(subject: string): Record<Cloud, string> {
  const organization = deploymentOf(subject)?.organization;
  if (organization !== undefined) return { aws: organization, oci: organization };
  const [, owner, name] = GITHUB_SUBJECT.exec(subject) ?? [];
  const isKnown = owner !== undefined && name !== undefined;
  return { aws: AWS_AUDIENCE, oci: isKnown ? `https://github.com/${owner}/${name}` : AWS_AUDIENCE };
}

/** Owner and name may have GitHub's numbers behind them: `repo:owner@1/name@2:…`. */
const GITHUB_SUBJECT =
  /^repo:([^/:@\s]+)(?:@\d+)?\/([^/:@\s]+)(?:@\d+)?:(?:ref:refs\/(?:heads|tags)\/\S+|environment:.+|pull_request)$/;

const FORMS = [
  {
    short: "github",
    issuer: GITHUB_ISSUER,
    fits: (subject: string) => GITHUB_SUBJECT.test(subject),
    of: "GitHub's",
    looksLike: [
      "repo:owner/name:ref:refs/heads/main",
      "repo:owner/name:ref:refs/tags/v1.2.3",
      "repo:owner/name:environment:prod",
      "repo:owner/name:pull_request",
    ],
  },
  {
    short: "pulumi",
    issuer: PULUMI_ISSUER,
    fits: (subject: string) => deploymentOf(subject) !== undefined,
    of: "Pulumi Deployments'",
    looksLike: ["pulumi:deploy:org:acme:project:shop:stack:dev:operation:update:scope:write"],
  },
] as const;
