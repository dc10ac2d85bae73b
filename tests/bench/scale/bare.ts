import type { RecordedResource } from "./recorded.ts";

/**
 * Writes a program that has the recorded resources so many times over, made as a program without components makes them:
 * SDK classes, imported by file, whose inputs refer to each other's outputs.
 *
 * @param marker the recorded unit's name; wherever it stands in a text, each unit has its own there
 * @param nameOf JavaScript that makes a unit's name out of its number `n`, to stand inside a template string
 * @throws Error for a type whose class can't be found by its token
 */
export function bareProgram(
  resources: readonly RecordedResource[],
  { marker, nameOf, units }: { readonly marker: string; readonly nameOf: string; readonly units: number },
): string {
  const variables = new Map(resources.map(({ urn }, index) => [urn, `r${index}`]));
  const writer = new Writer(resources, variables, (text) => inTemplate(text).replaceAll(marker, nameOf));
  const classes = new Map(resources.map(({ type }) => [type, classOf(type)]));
  const imports = [...classes.values()].map(
    ({ name, alias, file }) => `import { ${name} as ${alias} } from "${file}";`,
  );
  const made = resources.map((resource) => {
    const alias = classes.get(resource.type)?.alias ?? "";
    return `  const ${variables.get(resource.urn) ?? ""} = new ${alias}(${writer.made(resource)});`;
  });
  return [
    `import * as pulumi from "@pulumi/pulumi";`,
    ...imports,
    `for (let n = 0; n < ${units}; n += 1) {`,
    ...made,
    "}",
    "",
  ].join("\n");
}

/** The token's middle part is the file of the class. */
function classOf(type: string): { name: string; alias: string; file: string } {
  const match = /^(\w+):(\w+\/\w+):(\w+)$/.exec(type);
  const [, provider, path, name] = match ?? [];
  if (provider === undefined || path === undefined || name === undefined) {
    throw new Error(`The class of ${type} can't be found by its token.`);
  }
  return { name, alias: `${path.replaceAll("/", "_")}_${name}`, file: `@pulumi/${provider}/${path}.js` };
}

/** The shortest output that is worth looking for in an input: below this, texts are alike by chance. */
const SHORTEST = 6;

/** Outputs that programs refer to, before any other with the same value. */
const USUAL = ["arn", "id", "name"];

class Writer {
  readonly #byUrn: ReadonlyMap<string, RecordedResource>;
  readonly #variables: ReadonlyMap<string, string>;
  readonly #plain: (text: string) => string;

  /** @param plain a text that refers to nothing, as it stands inside a template string */
  constructor(
    resources: readonly RecordedResource[],
    variables: ReadonlyMap<string, string>,
    plain: (text: string) => string,
  ) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.#variables = variables;
    this.#plain = plain;
  }

  /** The arguments of a constructor. */
  made({ name, inputs, sources, dependencies }: RecordedResource): string {
    const told = new Set<string>();
    const properties = Object.entries(inputs).map(([key, value]) => {
      const known = (sources[key] ?? []).filter((urn) => this.#byUrn.has(urn));
      return `${JSON.stringify(key)}: ${this.#value(value, known, told)}`;
    });
    // What no input refers to is waited for in so many words.
    const waits = dependencies
      .filter((urn) => this.#byUrn.has(urn) && !told.has(urn))
      .map((urn) => this.#variable(urn));
    const options = waits.length === 0 ? "" : `, { dependsOn: [${waits.join(", ")}] }`;
    return `\`${this.#plain(name)}\`, { ${properties.join(", ")} }${options}`;
  }

  #value(value: unknown, sources: readonly string[], told: Set<string>): string {
    if (typeof value === "string") return this.#text(value, sources, told);
    if (Array.isArray(value)) return `[${value.map((item) => this.#value(item, sources, told)).join(", ")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const entries = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${this.#value(item, sources, told)}`,
    );
    return `{ ${entries.join(", ")} }`;
  }

  /** A text with the outputs that it was made of: one alone, or several joined as `pulumi.interpolate` joins them. */
  #text(text: string, sources: readonly string[], told: Set<string>): string {
    const found = this.#outputsIn(text, sources);
    if (found === undefined) return `\`${this.#plain(text)}\``;
    told.add(found.urn);
    const reference = `${this.#variable(found.urn)}.${found.output}`;
    if (text === found.value) return reference;
    const parts = text.split(found.value).map((part) => this.#inside(part, sources, told));
    return `pulumi.interpolate\`${parts.join(`\${${reference}}`)}\``;
  }

  /** The same for a part of a template string. */
  #inside(text: string, sources: readonly string[], told: Set<string>): string {
    const found = this.#outputsIn(text, sources);
    if (found === undefined) return this.#plain(text);
    told.add(found.urn);
    const parts = text.split(found.value).map((part) => this.#inside(part, sources, told));
    return parts.join(`\${${this.#variable(found.urn)}.${found.output}}`);
  }

  /** The longest output of the sources that the text holds. */
  #outputsIn(text: string, sources: readonly string[]): { urn: string; output: string; value: string } | undefined {
    const all = sources.flatMap((urn) =>
      Object.entries(this.#byUrn.get(urn)?.outputs ?? {}).flatMap(([output, value]) =>
        typeof value === "string" && value.length >= SHORTEST && text.includes(value) ? [{ urn, output, value }] : [],
      ),
    );
    const rank = (output: string) => (USUAL.includes(output) ? USUAL.indexOf(output) : USUAL.length);
    return all.toSorted((a, b) => b.value.length - a.value.length || rank(a.output) - rank(b.output))[0];
  }

  #variable(urn: string): string {
    return this.#variables.get(urn) ?? "";
  }
}

function inTemplate(text: string): string {
  return text.replaceAll(/[\\`]|\$\{/g, (found) => `\\${found}`);
}
