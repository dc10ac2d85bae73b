/**
 * A statement's id out of what a thing is called and what may be done with it: `order-events` and `Send` give
 * `orderEventsSend`. IAM takes letters and digits only, and each id once in a policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function sid(name: string, verb: string): string {
  return name.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()) + verb;
}
