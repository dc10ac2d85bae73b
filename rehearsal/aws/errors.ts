/**
 * The errors that AWS's services answer with: a code and a message, as the provider shows them.
 * @see https://docs.aws.amazon.com/general/latest/gr/api-retries.html
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  /** As the service's API reference lists it, for instance `DependencyViolation`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
