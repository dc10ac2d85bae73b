/** Why a first `up` can fail though nothing is wrong with the program: the account has a thing of that name already. */

/** What the foundation can take into its state: the words of its configuration key `adopt`. */
export type Adoptable = "state-bucket" | "state-log-bucket" | "state-key-alias";

export interface Refusal {
  /** What this account has already. */
  readonly ours: readonly Adoptable[];
  /** Whether the bucket's name is another account's. */
  readonly isTaken: boolean;
}

/**
 * Reads the errors of an `up`, AWS's own words in the provider's.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html#API_CreateBucket_Errors
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html#API_CreateAlias_Errors
 */
export function refusalIn(output: string, bucket: string): Refusal {
  // OCI says 409-BucketAlreadyExists of a bucket of its own, which may have the same name.
  const isTaken = blocks(output).some((text) => /(?<!409-)\bBucketAlreadyExists\b/.test(text) && text.includes(bucket));
  const ours: Adoptable[] = [];
  const owned = blocks(output).filter((text) => /\bBucketAlreadyOwnedByYou\b/.test(text));
  if (owned.some((text) => !OF_LOGS.test(text))) ours.push("state-bucket");
  if (owned.some((text) => OF_LOGS.test(text))) ours.push("state-log-bucket");
  if (blocks(output).some((text) => /\bAlreadyExistsException\b/.test(text) && /\balias\b/i.test(text))) {
    ours.push("state-key-alias");
  }
  return { ours, isTaken };
}

/** The provider names the bucket that it was making. That of the access logs ends in the account's number. */
const OF_LOGS = /-access-logs-\d{12}\)/;

/** The output by error: what stands from one `error:` to the next. */
function blocks(output: string): string[] {
  return output.split(/(?=\berror: )/);
}
