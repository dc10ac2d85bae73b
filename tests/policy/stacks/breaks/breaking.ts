/** Breaks a stack's program. Runs inside it, before the stack's own module. */
import * as pulumi from "@pulumi/pulumi";
import messages from "@pulumi/pulumi/proto/resource_pb.js";
import type { Break } from "./break.ts";

/** Changes what the program registers from now on, on its way to the engine. */
export function breakProgram(breaks: readonly Break[]): void {
  pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
    if (type.startsWith(PROVIDER) && resource instanceof pulumi.ProviderResource) providers.set(type, resource);
    const own = breaks.filter((one) => one.added === undefined && isAbout(one, type, name));
    if (own.length === 0) return undefined;
    const changed = own.reduce(changedProps, props);
    return { props: changed, opts: own.some(({ unprotected }) => unprotected) ? { ...opts, protect: false } : opts };
  });
  const removed = breaks.filter((one) => one.removed);
  if (removed.length > 0) leaveOut((type, name) => removed.some((one) => isAbout(one, type, name)));
}

/** Makes what is to be made beside the stack's own resources, by the same providers. Runs after the stack's own module. */
export function addBroken(breaks: readonly Break[]): void {
  for (const { type, name = "", added, unprovided } of breaks) {
    if (added === undefined) continue;
    if (unprovided) {
      new Part(type, name, { ...added });
      continue;
    }
    const provider = providers.get(PROVIDER + (type.split(":")[0] ?? ""));
    new Whole(type, name, { ...added }, provider === undefined ? {} : { provider });
  }
}

/** What the stack exports beside its own outputs. */
export function brokenOutputs(breaks: readonly Break[]): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    breaks.flatMap(({ exported, secret }): [string, pulumi.Input<string>][] =>
      exported === undefined ? [] : [[exported[0], secret === true ? pulumi.secret(exported[1]) : exported[1]]],
    ),
  );
}

class Whole extends pulumi.CustomResource {}

class Part extends pulumi.ComponentResource {}

const PROVIDER = "pulumi:providers:";

/** Those that the program made. */
const providers = new Map<string, pulumi.ProviderResource>();

function isAbout({ type, name = "" }: Break, ofType: string, called: string): boolean {
  return type === ofType && called.endsWith(name);
}

function changedProps(props: pulumi.Inputs, { set, unset, secret }: Break): pulumi.Inputs {
  const left = Object.fromEntries(Object.entries(props).filter(([key]) => key !== unset));
  if (set === undefined) return left;
  const [first = "", ...rest] = set[0].split(".");
  const to: unknown = secret === true ? pulumi.secret(set[1]) : set[1];
  return { ...left, [first]: within(left[first], rest, to) };
}

/** The value with something in it changed; undefined is a bag without anything. Now, or once it is known. */
function within(value: unknown, [step, ...rest]: readonly string[], to: unknown): unknown {
  if (step === undefined) return to;
  if (pulumi.Output.isInstance<object>(value)) return value.apply((known) => within(known, [step, ...rest], to));
  const bag: Record<string, unknown> = { ...(typeof value === "object" ? value : {}) };
  return { ...bag, [step]: within(bag[step], rest, to) };
}

/** The program gets an answer for such a resource, and the engine never hears of it. Nothing may be parented to it. */
function leaveOut(isRemoved: (type: string, name: string) => boolean): void {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("The program doesn't run under the engine.");
  const register = monitor.registerResource.bind(monitor);
  const instead = (request: messages.RegisterResourceRequest, answer: unknown, ...others: unknown[]): unknown => {
    if (!isRemoved(request.getType(), request.getName()) || typeof answer !== "function") {
      return Reflect.apply(register, undefined, [request, answer, ...others]);
    }
    const response = new messages.RegisterResourceResponse();
    // What depends on it depends on something that is there.
    response.setUrn(request.getParent());
    response.setObject(request.getObject());
    return Reflect.apply(answer, undefined, [null, response]);
  };
  Reflect.set(monitor, "registerResource", instead);
}
