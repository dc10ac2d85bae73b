/**
 * Makes a Pulumi program start fast. Given to Node before Pulumi's own code runs, in Pulumi.yaml:
 *
 *     runtime:
 *       name: nodejs
 *       options:
 *         typescript: false
 *         nodeargs: "--require @tidegate/fast-start"
 *
 * Node looks for the name from the program's folder upwards, as for any package.
 *
 * A preview spends most of its program's time on things that it doesn't need:
 * 1. The SDK loads the TypeScript compiler and npm's dependency tree walker to turn functions into text, the Automation
 *    API because it is one of its exports, and OpenTelemetry. Here they load at their first use.
 * 2. The SDK takes a stack trace for each promise that it tracks, for people who debug leaks of promises
 *    (PULUMI_DEBUG_PROMISE_LEAKS), and installs source-map-support, which formats every trace in JavaScript. Type stripping
 *    leaves every line and column where it was, so V8's own traces are right.
 * 3. Node compiles the same modules on each run: its compile cache keeps the result (NODE_COMPILE_CACHE says where,
 *    NODE_DISABLE_COMPILE_CACHE=1 turns it off).
 *
 * Nothing here changes what a program does. Where an SDK lacks one of these modules, its line has no effect.
 */
"use strict";

const { createRequire, enableCompileCache, Module } = process.getBuiltinModule("node:module");
const { join } = process.getBuiltinModule("node:path");

enableCompileCache();

/** Resolves as the program does, then as the program's own SDK does: those are the copies that will be used. */
const fromProgram = createRequire(join(process.cwd(), "index.js"));
const fromSdk = createRequire(fromProgram.resolve("@pulumi/pulumi/package.json"));

for (const name of ["@npmcli/arborist", "normalize-package-data", "./typescript-shim.js", "./automation/index.js"]) {
  loadAtFirstUse(name);
}
// The functions and classes that the SDK picks out of these on loading, and uses only when it traces.
loadAtFirstUse("@opentelemetry/resources", later("defaultResource", "resourceFromAttributes"));
loadAtFirstUse("@opentelemetry/sdk-trace-base", later("SimpleSpanProcessor"));
loadAtFirstUse("@opentelemetry/exporter-zipkin", later("ZipkinExporter"));
loadAtFirstUse("@opentelemetry/instrumentation-grpc", later("GrpcInstrumentation"));
loadAtFirstUse("@opentelemetry/sdk-trace-node", later("NodeTracerProvider"));
loadAtFirstUse("@opentelemetry/instrumentation", later("registerInstrumentations"));
if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"] === undefined) {
  loadAtFirstUse("./runtime/debuggable.js", untracedPromise);
}
replaceWithNothing("source-map-support/register");

/** Gives one member of a module; the default looks it up, which loads the module. */
type Member = (load: () => object, key: string | symbol) => unknown;

/** Registers a stand-in for a CommonJS module that loads the real one when something of it is first asked for. */
function loadAtFirstUse(name: string, member: Member = (load, key) => Reflect.get(load(), key)): void {
  const file = locate(name);
  let real: object | undefined;
  const load = (): object => {
    if (real === undefined) {
      Reflect.deleteProperty(fromSdk.cache, file);
      real = fromSdk(file) as object;
    }
    return real;
  };
  const get = (key: string | symbol): unknown => {
    // Compiled imports ask this on loading, and copy every property if the answer is no. The promised default
    // is the module itself, just as those imports would have made it.
    if (key === "__esModule") {
      return true;
    }
    return key === "default" && !("__esModule" in load()) ? load() : member(load, key);
  };
  register(file, standIn(load, get));
}

/** An object that passes for the one that `load` gives, whatever that is, and calls `load` no sooner than it must. */
function standIn(load: () => object, get: (key: string | symbol) => unknown): object {
  // The target is a function, or the stand-in could be neither called nor constructed. A strict function has
  // one property that a proxy can't hide, "prototype"; a sloppy one has more.
  return new Proxy(function () {}, {
    get: (_target, key) => get(key),
    has: (_target, key) => key in load(),
    apply: (_target, self, args) => Reflect.apply(load() as () => unknown, self, args),
    construct: (_target, args) => Reflect.construct(load() as new () => object, args),
    ownKeys: () => [...new Set([...Reflect.ownKeys(load()), "prototype"])],
    getOwnPropertyDescriptor: (target, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(key === "prototype" ? target : load(), key);
      return key === "prototype" || descriptor === undefined ? descriptor : { ...descriptor, configurable: true };
    },
  });
}

/** The members called `names`, which must be functions or classes, are stand-ins themselves until they are used. */
function later(...names: string[]): Member {
  return (load, key) => {
    const real = (): object => Reflect.get(load(), key) as object;
    return typeof key === "string" && names.includes(key)
      ? standIn(real, (inner) => Reflect.get(real(), inner))
      : Reflect.get(load(), key);
  };
}

/** What tracks promises, without a stack trace for each: nobody reads it unless leaks are debugged. */
function untracedPromise(load: () => object, key: string | symbol): unknown {
  const member: unknown = Reflect.get(load(), key);
  if (key !== "debuggablePromise" || typeof member !== "function") {
    return member;
  }
  return (...args: unknown[]): unknown => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return Reflect.apply(member, undefined, args);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

/** Registers an empty module in the place of one that is loaded only for what it does on loading. */
function replaceWithNothing(name: string): void {
  register(locate(name), {});
}

/** The file that the SDK gets for this name; for a module that isn't there a name that nothing asks for. */
function locate(name: string): string {
  try {
    return fromSdk.resolve(name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
      return `absent:${name}`;
    }
    throw error;
  }
}

function register(file: string, exports: unknown): void {
  const module = new Module(file);
  module.filename = file;
  module.loaded = true;
  module.exports = exports;
  fromSdk.cache[file] = module;
}
