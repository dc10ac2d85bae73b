import { Octokit } from "@octokit/rest";
import { MARKER } from "./markdown.ts";

/** A pull request's comments. */
export interface Comments {
  /** Ids of our own comments that begin with the marker, oldest first. */
  readonly own: (marker: string) => Promise<readonly number[]>;
  readonly create: (body: string) => Promise<void>;
  readonly update: (id: number, body: string) => Promise<void>;
}

/** Puts the plans on the pull request as one comment: the one that is there is updated. */
export async function tellPullRequest(comments: Comments, body: string): Promise<void> {
  const [id] = await comments.own(MARKER);
  await (id === undefined ? comments.create(body) : comments.update(id, body));
}

/** Where a pull request is, and as whom to speak. */
export interface PullRequest {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly token: string;
  /** GitHub's API: `https://api.github.com`. */
  readonly api: string;
}

/** Who comments with a workflow's own token. Another's comment is left alone, whatever it begins with. */
const OURSELVES = "github-actions[bot]";

/**
 * A pull request's comments on GitHub.
 *
 * @see https://docs.github.com/en/rest/issues/comments
 * @throws Error when the repository is no `owner/name`; calls reject with Octokit's RequestError
 */
export function githubComments({ repository, number, token, api }: PullRequest): Comments {
  const [owner, repo, more] = repository.split("/");
  if (!owner || !repo || more !== undefined) throw new Error(`The repository "${repository}" is no owner/name.`);
  const { rest, paginate } = new Octokit({ auth: token, baseUrl: api });
  const at = { owner, repo };
  return {
    async own(marker) {
      const found = await paginate(rest.issues.listComments, { ...at, issue_number: number, per_page: 100 });
      const ours = found.filter(({ user, body }) => user?.login === OURSELVES && body?.startsWith(marker) === true);
      return ours.map(({ id }) => id).sort((one, other) => one - other);
    },
    async create(body) {
      await rest.issues.createComment({ ...at, issue_number: number, body });
    },
    async update(id, body) {
      await rest.issues.updateComment({ ...at, comment_id: id, body });
    },
  };
}
