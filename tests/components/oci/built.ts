/** Builds a component against Pulumi's mocks and shows what it registered. */
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
  /** The inputs of the resource with a name, whatever its type. */
  readonly inputsOf: (name: string) => Record<string, unknown>;
  /** Every resource of a type. Components don't count. */
  readonly all: (kind: string) => Registered[];
}

export interface Answers {
  readonly services: readonly { id: string; name: string; cidrBlock: string }[];
  readonly availabilityDomains: readonly { name: string }[];
}

export const ANSWERS: Answers = {
  services: [
    { id: "ocid1.service.oc1.test.objects", name: "OCI FRA Object Storage", cidrBlock: "oci-fra-objectstorage" },
    {
      id: "ocid1.service.oc1.test.all",
      name: "All FRA Services In Oracle Services Network",
      cidrBlock: "all-fra-services-in-oracle-services-network",
    },
  ],
  availabilityDomains: [{ name: "tIdG:EU-FRANKFURT-1-AD-1" }, { name: "tIdG:EU-FRANKFURT-1-AD-2" }],
};

/** The OCID that the mocks give a resource. */
export function mockId(type: string, name: string): string {
  return `ocid1.${kindOf(type).toLowerCase()}.oc1.test.${name}`;
}

/** Calls `make` with the options that it must hand to the component, and waits for every registration. */
export async function build<T>(
  make: (options: pulumi.ComponentResourceOptions) => T,
  answers: Answers = ANSWERS,
): Promise<Built<T>> {
  const inputs = new Map<string, Record<string, unknown>>();
  const seen: { resource: pulumi.Resource; type: string; name: string; options: pulumi.CustomResourceOptions }[] = [];
  await useMocks((type, name, given) => inputs.set(`${type} ${name}`, given), answers);

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
  const all = (kind: string) => resources.filter(({ type }) => !type.startsWith("tidegate") && kindOf(type) === kind);
  const only = (kind: string) => {
    const [first, ...others] = all(kind);
    if (first === undefined || others.length > 0) {
      throw new Error(`Expected one ${kind}; registered were ${resources.map(({ type }) => type).join(", ")}.`);
    }
    return first;
  };
  const inputsOf = (name: string) => {
    const found = resources.find((resource) => resource.name === name);
    if (found === undefined) {
      throw new Error(`Nothing is named ${name}, only ${resources.map((resource) => resource.name).join(", ")}.`);
    }
    return found.inputs;
  };
  return { component, resources, only, all, inputsOf };
}

/** Sets Pulumi's mocks: each resource gets its inputs as outputs, an OCID, and what the service would compute. */
export async function useMocks(
  registered: (type: string, name: string, inputs: Record<string, unknown>) => void = () => undefined,
  answers: Answers = ANSWERS,
): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }: { type: string; name: string; inputs: Record<string, unknown> }) => {
        registered(type, name, inputs);
        return { id: mockId(type, name), state: { ...inputs, ...computed(type, inputs) } };
      },
      call: ({ token }) => (token.endsWith(":getServices") ? { services: answers.services } : { ...answers }),
    },
    "trivia-pay",
    "dev",
  );
}

/** The value of an output, once it is known. */
export function known<T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(output).apply(resolve);
  });
}

function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function computed(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (kindOf(type)) {
    case "Vault":
      return { managementEndpoint: "https://vault.test/management" };
    case "ContainerRepository":
      return { namespace: "testnamespace" };
    case "SurgeRollout":
      return { servingConfigurationId: inputs["targetConfigurationId"], previousConfigurationId: "", history: [] };
    default:
      return {};
  }
}
