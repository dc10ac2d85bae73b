import type { Rule } from "./rule.ts";

/** Asking for it is enough: that the world refuses is no merit of the rollout. */
export const outside: Rule = {
  name: "outside",
  says: "nothing is touched that isn't the pool's",
  watch(truth, broken) {
    const isOurs = (method: string, subject: string): boolean => {
      switch (method) {
        case "detach":
          return subject.startsWith("instance-") && truth.subjects.has(subject);
        case "setDrain":
          return truth.byBackend.has(subject);
        case "suspend":
        case "restore":
          return truth.scalers.has(subject);
        case "remove":
          return truth.scenario.setup.configurations.some(({ id }) => id === subject);
        default:
          return true;
      }
    };
    return {
      called({ method, subject }) {
        if (!isOurs(method, subject)) broken(`${method} ${subject}, which isn't the pool's`);
      },
      pool({ configurationId, origin }) {
        const { goal, lastGood } = truth.scenario;
        if (
          origin.cause === "driver" &&
          ![goal.target, lastGood].includes(configurationId) &&
          truth.record?.phase !== undefined
        ) {
          broken(`the pool points at ${configurationId}, which is neither the target nor last-good`);
        }
      },
    };
  },
};
