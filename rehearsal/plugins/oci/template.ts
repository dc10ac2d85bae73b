/** Texts with places to fill: `/loadBalancers/{loadBalancerId}/backendSets/{name}`. */
import type { Properties } from "../protocol/values.ts";

export function fillPath(template: string, values: Properties): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valueOf(template, name, values)));
}

/** An id of several parts, as Oracle's Terraform provider writes them: not encoded. */
export function fillId(template: string, values: Properties): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(template, name, values));
}

/** The parts of an id, or undefined where it has another form. */
export function parseId(template: string, id: string): Record<string, string> | undefined {
  const pattern = template.replace(/\{(\w+)\}/g, "(?<$1>.+)");
  const match = new RegExp(`^${pattern}$`).exec(id);
  return match?.groups === undefined ? undefined : { ...match.groups };
}

function valueOf(template: string, name: string, values: Properties): string {
  const value = values[name];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  throw new Error(`${template} needs \`${name}\`, which is not known: to import, give an id that holds it`);
}
