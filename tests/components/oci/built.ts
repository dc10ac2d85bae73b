/** Builds a component of OCI against Pulumi's mocks and shows what it registered. */
import type * as pulumi from "@pulumi/pulumi";
import type { Built, Listener, MockCloud } from "../../support/built.ts";
import { buildOn, kindOf, mockOn } from "../../support/built.ts";

export type { Built, Registered } from "../../support/built.ts";
export { known } from "../../support/built.ts";

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

/** The tenancy's Object Storage namespace. */
export const NAMESPACE = "testnamespace";

/** The OCID that the mocks give a resource. */
export function mockId(type: string, name: string): string {
  return `ocid1.${kindOf(type).toLowerCase()}.oc1.test.${name}`;
}

/** Calls `make` with the options that it must hand to the component, and waits for every registration. */
export function build<T>(
  make: (options: pulumi.ComponentResourceOptions) => T,
  answers: Answers = ANSWERS,
): Promise<Built<T>> {
  return buildOn(oci(answers), make);
}

/** Sets Pulumi's mocks: each resource gets its inputs as outputs, an OCID, and what the service would compute. */
export function useMocks(registered?: Listener, answers: Answers = ANSWERS): Promise<void> {
  return mockOn(oci(answers), registered, "trivia-pay");
}

function oci(answers: Answers): MockCloud {
  return {
    id: mockId,
    computed: (type, _name, inputs) => computed(type, inputs),
    call: (token) =>
      token.endsWith(":getServices") ? { services: answers.services } : { namespace: NAMESPACE, ...answers },
  };
}

function computed(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (kindOf(type)) {
    case "Vault":
      return { managementEndpoint: "https://vault.test/management" };
    case "ContainerRepository":
      return { namespace: NAMESPACE };
    case "SurgeRollout":
      return { servingConfigurationId: inputs["targetConfigurationId"], previousConfigurationId: "", history: [] };
    default:
      return {};
  }
}
