/**
 * What the installed official SDK declares of an operation and of the models behind it. Declarations are read when an
 * operation is first used; nothing here is kept by hand.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { readDeclarations, readEnum } from "./declarations.ts";
import type { Declaration, Field, FieldType } from "./declarations.ts";

export interface OperationFacts {
  /** The fields of the request that are no body: path, query and header parameters, as the SDK spells them. */
  parameters: Record<string, Field>;
  /** The type of the body, where the operation has one. */
  body?: Field;
  /** The type of the answer's body, where it has one. */
  answer?: FieldType;
}

export interface ModelFacts {
  name: string;
  /** The fields, those of its ancestors included. */
  fields: Record<string, Field>;
  /** Where the model is one of several: the field that tells which, and the model by its value. */
  variants?: { field: string; models: Record<string, string> };
}

const require = createRequire(import.meta.url);

export class SdkFacts {
  readonly #folders = new Map<string, string>();
  /** By folder: its files' names, by their letters. */
  readonly #files = new Map<string, ReadonlyMap<string, string>>();
  readonly #models = new Map<string, ModelFacts>();
  readonly #operations = new Map<string, OperationFacts>();

  /** @param operation `<package>/<Operation>`, for example `core/CreateVcn` */
  operation(operation: string): OperationFacts {
    return remember(this.#operations, operation, () => this.#readOperation(operation));
  }

  /** @param service the SDK package without `oci-`, for example `core` */
  model(service: string, name: string): ModelFacts {
    return remember(this.#models, `${service}/${name}`, () => this.#readModel(service, name));
  }

  /** The model that all of these extend, or the only one. */
  commonModel(service: string, names: readonly string[]): string {
    const lines = names.map((name) => [name, this.#declaration(service, `model/${name}.d.ts`, name).parent]);
    const shared = lines[0]?.find((name) => name !== undefined && lines.every((line) => line.includes(name)));
    if (shared === undefined) {
      throw new Error(`The models ${names.join(", ")} of oci-${service} have no parent in common.`);
    }
    return shared;
  }

  #readOperation(operation: string): OperationFacts {
    const [service = "", name = ""] = operation.split("/");
    const request = this.#declaration(service, `request/${name}Request.d.ts`, `${name}Request`);
    const response = this.#declaration(service, `response/${name}Response.d.ts`, `${name}Response`);
    const parameters: Record<string, Field> = {};
    let body: Field | undefined;
    for (const [key, field] of Object.entries(request.fields)) {
      if (isModel(field.type)) {
        body = field;
      } else {
        parameters[key] = field;
      }
    }
    const answer = Object.entries(response.fields).find(([key, field]) => key === "items" || isModel(field.type))?.[1];
    return { parameters, ...(body && { body }), ...(answer && { answer: answer.type }) };
  }

  #readModel(service: string, name: string): ModelFacts {
    const own = this.#declaration(service, `model/${name}.d.ts`, name);
    const inherited = own.parent === undefined ? {} : this.model(service, own.parent).fields;
    const variants = this.#variants(service, name);
    return { name, fields: { ...inherited, ...own.fields }, ...(variants && { variants }) };
  }

  /** Which model a discriminator's value stands for is only written in the base model's own code. */
  #variants(service: string, name: string): ModelFacts["variants"] {
    const code = readFileSync(this.#file(service, `model/${name}.js`) ?? "", "utf8");
    const field = /switch \(obj\.(\w+)\)/.exec(code)?.[1];
    if (field === undefined) {
      return undefined;
    }
    const models: Record<string, string> = {};
    for (const [, value, model] of code.matchAll(/case "([^"]+)":\s*return model\.(\w+)\.getJsonObj/g)) {
      if (value !== undefined && model !== undefined) {
        models[value] = model;
      }
    }
    return { field, models };
  }

  #declaration(service: string, path: string, name: string): Declaration {
    const file = this.#file(service, path);
    const found = file === undefined ? undefined : readDeclarations(readFileSync(file, "utf8"))[name];
    if (found === undefined) {
      throw new Error(`The SDK package oci-${service} declares no ${name}: looked in ${path}.`);
    }
    const fields = Object.entries(found.fields).map(([key, field]) => [
      key,
      { ...field, type: this.#known(service, field.type) },
    ]);
    return { ...found, fields: Object.fromEntries(fields) as Declaration["fields"] };
  }

  /** Some of the SDK's models are enumerations in a file of their own (`LogLifecycleState`): a field of such is one. */
  #known(service: string, type: FieldType): FieldType {
    if (type.kind === "list" || type.kind === "map") {
      return { kind: type.kind, of: this.#known(service, type.of) };
    }
    const file = type.kind === "model" ? this.#file(service, `model/${type.name}.d.ts`) : undefined;
    if (type.kind !== "model" || file === undefined) {
      return type;
    }
    const values = readEnum(readFileSync(file, "utf8"), type.name);
    return values === undefined ? type : { kind: "enum", values };
  }

  /**
   * The file of a model or operation. Its name holds the model's letters with dashes at places that follow no rule
   * (`SSLConfiguration` is s-sl-configuration, `CreateSSLCipherSuite` create-sslcipher-suite): only letters are compared.
   */
  #file(service: string, path: string): string | undefined {
    const folder = join(this.#folder(service), dirname(path));
    const files = remember(
      this.#files,
      folder,
      () => new Map(readdirSync(folder).map((name) => [letters(name), name])),
    );
    const name = files.get(letters(basename(path)));
    return name === undefined ? undefined : join(folder, name);
  }

  #folder(service: string): string {
    return remember(this.#folders, service, () => join(dirname(require.resolve(`oci-${service}/package.json`)), "lib"));
  }
}

function isModel(type: FieldType): boolean {
  return type.kind === "model" || type.kind === "oneOf" || (type.kind === "list" && isModel(type.of));
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function letters(name: string): string {
  return name.replaceAll("-", "").toLowerCase();
}
