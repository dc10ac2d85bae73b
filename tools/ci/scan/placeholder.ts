/** Whether a value only stands where a secret will stand, or names where one is kept. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || REFERENCE.test(value);
}

/** CHANGEME and its like, what Pulumi shows for what it hides or doesn't know, interpolations, a shell's commands, and small numbers. */
const PLACEHOLDER =
  /^(?:changeme|redacted|placeholder|none|null|undefined|true|false|\d{1,6}|\*+|x+|<[^<>]*>|\[[a-z ]*\]?|\{.*|\$\{\{?[^{}]*\}?\}|\$\w+|\$\(.*|output<.*|)$/i;

const REFERENCE = /^(?:arn:[\w-]+:[\w-]+:[\w-]*:\d*:\S+|ocid1\.[a-z0-9]+\.[\w.-]+)$/;
