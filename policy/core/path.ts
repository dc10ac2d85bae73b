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
