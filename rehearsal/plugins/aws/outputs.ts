/** What of the world's answer goes into the state, and how it is marked. */
import type { Kind } from "../../aws/kind.ts";
import { completed, expectOutputs } from "../declared/expect.ts";
import { makeSecret, markAll, type Properties } from "../protocol/values.ts";
import type { Declared } from "./facts/types.ts";
import { isWriteOnly } from "./writeOnly.ts";

interface Subject {
  readonly kind: Kind | undefined;
  readonly declared: Declared;
}

/** The state's outputs: what the world shows, and what of the inputs it keeps to itself. */
export function toState({ kind, declared }: Subject, shown: Properties, inputs: Properties): Properties {
  const { outputs } = declared;
  const own = Object.entries(inputs).filter(([name]) => name in outputs && !name.startsWith("__"));
  const marked = { ...markAll(shown, inputs), ...Object.fromEntries(own.filter(([name]) => !(name in shown))) };
  return tidy(kind, declared, marked);
}

/** What a preview of a create can say. */
export function expected({ kind, declared }: Subject, inputs: Properties): Properties {
  return tidy(kind, declared, expectOutputs(declared, inputs, declared.outputTypes));
}

/** What a preview of an update can say: what was, with today's inputs; what the program no longer gives goes. */
export function expectedAfter(
  { kind, declared }: Subject,
  { inputs, oldInputs, oldOutputs }: { inputs: Properties; oldInputs: Properties; oldOutputs: Properties },
): Properties {
  const kept = Object.entries(oldOutputs).filter(
    ([name]) => !(name in oldInputs) || name in inputs || declared.outputs[name]?.required === true,
  );
  const own = Object.entries(inputs).flatMap(([name, value]) => {
    const output = declared.outputs[name];
    return output === undefined
      ? []
      : [[name, completed(value, output.type, declared.outputTypes, oldOutputs[name])] as const];
  });
  return tidy(kind, declared, { ...Object.fromEntries(kept), ...Object.fromEntries(own) });
}

function tidy(kind: Kind | undefined, { inputs }: Declared, outputs: Properties): Properties {
  const secrets = new Set(kind?.secretOutputs ?? []);
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => !isWriteOnly(name, inputs) && !name.startsWith("__"))
      .map(([name, value]) => [name, secrets.has(name) ? makeSecret(value) : value]),
  );
}
