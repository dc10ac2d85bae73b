/** Builds a component against Pulumi's mocks and shows what it registered. What a cloud answers is given by the room. */
import * as pulumi from "@pulumi/pulumi";

/** A resource as it was registered: what it is, what it was given, and the options that order and guard it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly options: pulumi.CustomResourceOptions;
}

export interface Built<T> {
  readonly component: T;
  readonly resources: readonly Registered[];
  /** The one resource of a type, by the last part of its token: `Vcn`, `InstancePool`. */
  readonly only: (kind: string) => Registered;
  /** The inputs of the resource with a name, whatever its type; a component's only where nothing else has the name. */
  readonly inputsOf: (name: string) => Record<string, unknown>;
  /** Every resource of a type. Components of this project don't count. */
  readonly all: (kind: string) => Registered[];
}

/** What a cloud does with what it is given, as far as a component can see. */
export interface MockCloud {
  /** The id of a new resource. */
  readonly id: (type: string, name: string, inputs: Record<string, unknown>) => string;
  /** The properties that the cloud works out, beside the inputs. */
  readonly computed: (type: string, name: string, inputs: Record<string, unknown>) => Record<string, unknown>;
  /** What a function of the provider answers. */
  readonly call: (token: string, inputs: Record<string, unknown>) => Record<string, unknown>;
}

/** Hears of each resource as it is registered. */
export type Listener = (type: string, name: string, inputs: Record<string, unknown>) => void;

/** Calls `make` with the options that it must hand to the component, and waits for every registration. */
export async function buildOn<T>(
  cloud: MockCloud,
  make: (options: pulumi.ComponentResourceOptions) => T,
): Promise<Built<T>> {
  const inputs = new Map<string, Record<string, unknown>>();
  const seen: { resource: pulumi.Resource; type: string; name: string; options: pulumi.CustomResourceOptions }[] = [];
  await mockOn(cloud, (type, name, given) => inputs.set(`${type} ${name}`, given));

  const component = make({
    transformations: [
      ({ resource, type, name, opts }) => {
        seen.push({ resource, type, name, options: opts });
        return undefined;
      },
    ],
  });
  // Children appear while the constructor runs, so all are known here; their registration may take longer.
  await Promise.all(seen.map(({ resource }) => known(resource.urn)));

  const resources = seen.map(({ type, name, options }) => {
    return { type, name, options, inputs: inputs.get(`${type} ${name}`) ?? {} };
  });
  // A component often shares its name with its main resource.
  const children = resources.filter(({ type }) => !type.startsWith("tidegate"));
  const all = (kind: string) => children.filter(({ type }) => kindOf(type) === kind);
  const only = (kind: string) => {
    const [first, ...others] = all(kind);
    if (first === undefined || others.length > 0) {
      throw new Error(`Expected one ${kind}; registered were ${resources.map(({ type }) => type).join(", ")}.`);
    }
    return first;
  };
  const inputsOf = (name: string) => {
    const found = [...children, ...resources].find((resource) => resource.name === name);
    if (found === undefined) {
      throw new Error(`Nothing is named ${name}, only ${resources.map((resource) => resource.name).join(", ")}.`);
    }
    return found.inputs;
  };
  return { component, resources, only, all, inputsOf };
}

/** Sets Pulumi's mocks: each resource gets its inputs as outputs, an id, and what the cloud would compute. */
export async function mockOn(
  cloud: MockCloud,
  registered: Listener = () => undefined,
  project = "test",
  stack = "dev",
): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }: { type: string; name: string; inputs: Record<string, unknown> }) => {
        registered(type, name, inputs);
        return { id: cloud.id(type, name, inputs), state: { ...inputs, ...cloud.computed(type, name, inputs) } };
      },
      call: ({ token, inputs }: { token: string; inputs: Record<string, unknown> }) => cloud.call(token, inputs),
    },
    project,
    stack,
  );
}

/** The value of an output, once it is known. */
export function known<T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(output).apply(resolve);
  });
}

/** The last part of a type's token: `Queue` of `aws:sqs/queue:Queue`. */
export function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
