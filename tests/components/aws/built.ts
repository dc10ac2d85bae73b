/** Builds a component of AWS against Pulumi's mocks and shows what it registered. */
import type * as pulumi from "@pulumi/pulumi";
import type { Built, Listener, MockCloud } from "../../support/built.ts";
import { buildOn, kindOf, mockOn } from "../../support/built.ts";
import { ACCOUNT, AZS, REGION, computedOf, idOf } from "./shapes.ts";

export type { Built, Registered } from "../../support/built.ts";
export { kindOf, known } from "../../support/built.ts";
export { ACCOUNT, REGION, arnOf, idOf } from "./shapes.ts";

/** What provider functions answer, by the last part of their token: `{ getRegion: () => ({ region: "eu-central-1" }) }`. */
export type Answers = Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>>;

/** What every test gets; its own answers come before these. A function that is in neither fails the test by name. */
export const ANSWERS: Answers = {
  getCallerIdentity: () => ({ accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, userId: ACCOUNT, id: ACCOUNT }),
  getRegion: () => ({ region: REGION, name: REGION, id: REGION, description: "Europe (Frankfurt)" }),
  getPartition: () => ({ partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" }),
  getAvailabilityZones: () => ({ names: AZS, id: REGION }),
  getBootstrapBrokers: () => ({
    bootstrapBrokersSaslIam: `boot-test.c1.kafka-serverless.${REGION}.amazonaws.com:9098`,
  }),
};

/**
 * Calls `make` with the options that it must hand to the component, and waits for every registration.
 *
 *     const { component, only } = await build((options) => new Queue("jobs", ARGS, options));
 *     assert.equal(await known(component.arn), arnOf("aws:sqs/queue:Queue", "quiz-jobs"));
 */
export function build<T>(
  make: (options: pulumi.ComponentResourceOptions) => T,
  answers: Answers = {},
): Promise<Built<T>> {
  return buildOn(aws(answers), make);
}

/** Sets Pulumi's mocks: each resource gets its inputs as outputs, an id, and what AWS would compute. */
export function useMocks(
  registered?: Listener,
  answers: Answers = {},
  project?: string,
  stack?: string,
): Promise<void> {
  return mockOn(aws(answers), registered, project, stack);
}

function aws(answers: Answers): MockCloud {
  return {
    id: idOf,
    computed: computedOf,
    call: (token, inputs) => {
      const answer = { ...ANSWERS, ...answers }[kindOf(token)];
      if (answer === undefined) {
        throw new Error(`The mocks have no answer for ${token}: give build() one, { ${kindOf(token)}: () => ... }.`);
      }
      return answer(inputs);
    },
  };
}
