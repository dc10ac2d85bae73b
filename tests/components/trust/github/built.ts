/** Builds a component of GitHub's against Pulumi's mocks. */
import type * as pulumi from "@pulumi/pulumi";
import { buildOn } from "../../../support/built.ts";
import type { Built, MockCloud } from "../../../support/built.ts";

export const REPOSITORY = "tidegate/tidegate";

const github: MockCloud = {
  id: (_type, name) => name,
  computed: () => ({ repositoryId: 1, policyId: 2, rulesetId: 3 }),
  call: (token) => {
    throw new Error(`The mocks have no answer for ${token}.`);
  },
};

export function build<T>(make: (options: pulumi.ComponentResourceOptions) => T): Promise<Built<T>> {
  return buildOn(github, make);
}
