/**
 * Where in a resource something stands, as its finder writes it: `containerDefinitions[0].environment[2].value`. A key that isn't
 * a plain word stands in brackets and quotes: `tags["kubernetes.io/name"]`.
 */
export function pathText(trail: readonly (string | number)[]): string {
  return trail.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

/**
 * Whether a key reads as a name by any convention: `DB_PASSWORD`, `clientId2`, `kubernetes.io/name`. A key that doesn't could be a
 * secret itself. One that does could still be: a password that is a word reads as a name.
 */
export function readsAsName(key: string): boolean {
  const parts = key.split(/[-_./:$@ ]/).filter((part) => part !== "");
  return key.length <= LONGEST_NAME && parts.length > 0 && parts.every(isWords);
}

/** Characters. */
const LONGEST_NAME = 64;

/** Whether a text is made of words, with no more than one short number: `userName`, `DNSName`, `ec2Instance`. */
function isWords(part: string): boolean {
  const runs = part.match(/[A-Z]{1,64}(?![a-z])|[A-Z]?[a-z]{1,64}|\d{1,64}|[^A-Za-z\d]/g) ?? [];
  const numbers = runs.filter((run) => /^\d/.test(run));
  const words = runs.filter((run) => /^[A-Za-z]/.test(run));
  if (numbers.length + words.length < runs.length || numbers.length > 1) return false;
  const letters = words.reduce((sum, { length }) => sum + length, 0);
  return numbers.every(({ length }) => length <= 4) && words.length <= Math.max(2, letters / 3);
}
