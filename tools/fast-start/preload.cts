/**
 * Makes a Pulumi program start fast. Given to Node before Pulumi's own code runs, by index.cjs.
 *
 * A preview spends most of its program's time on things that it doesn't need:
 * 1. The SDK loads the TypeScript compiler and npm's dependency tree walker to turn functions into text, the Automation
 *    API because it is one of its exports, and OpenTelemetry. Here they load at their first use.
 * 2. The SDK takes a stack trace for each promise that it tracks, for people who debug leaks of promises
 *    (PULUMI_DEBUG_PROMISE_LEAKS), and installs source-map-support, which formats every trace in JavaScript. Type stripping
 *    leaves every line and column where it was, so V8's own traces are right.
 * 3. The SDK opens a debugger session before the program runs, so that it can tell where a function stands if it has to
 *    turn it into text. From then on every script that is loaded costs more. Here the session opens at its first use.
 * 4. The SDK tells the engine three or more things about each resource that only `pulumi up --debug` shows, each in a call of
 *    its own that waits for the one before. Here what has come up while such a call is under way goes in the next, together.
 * 5. Node strips and compiles the same modules on each run: its compile cache, which index.cjs turns on, keeps the result.
 *
 * Nothing here changes what a program does. Where an SDK lacks one of these modules, its line has no effect.
 */
"use strict";

const { createRequire, Module } = process.getBuiltinModule("node:module");
const { join } = process.getBuiltinModule("node:path");

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
loadAtFirstUse("./log/index.js", gatheredLog());
replaceWith("source-map-support/register", {}); // it is loaded only for what it does on loading
replaceWith("./runtime/closure/v8Hooks.js", lateDebugger());

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

type Log = (message: string, ...about: unknown[]) => Promise<void>;

/** The SDK's log, whose debug messages travel together. None is lost, and none is overtaken by another message. */
function gatheredLog(): Member {
  let batch: { texts: string[]; sent: PromiseWithResolvers<void>; letGo: () => void } | undefined;
  let isUnderWay = false;

  const flush = (debug: Log): void => {
    if (batch === undefined) return;
    const { texts, sent, letGo } = batch;
    batch = undefined;
    isUnderWay = true;
    const answered = debug(texts.join("\n"));
    sent.resolve(answered);
    letGo();
    const next = (): void => {
      isUnderWay = false;
      flush(debug);
    };
    answered.then(next, next);
  };
  const gather = (debug: Log, message: string): Promise<void> => {
    // What waits must be sent before the SDK hangs up.
    batch ??= { texts: [], sent: Promise.withResolvers(), letGo: isUnderWay ? keepLine() : () => {} };
    batch.texts.push(message);
    const { promise } = batch.sent;
    if (!isUnderWay) flush(debug);
    return promise;
  };

  return (load, key) => {
    const member: unknown = Reflect.get(load(), key);
    if (typeof member !== "function" || !["debug", "info", "warn", "error"].includes(String(key))) return member;
    const debug = Reflect.get(load(), "debug") as Log;
    return (message: string, ...about: unknown[]) => {
      if (key === "debug" && about.length === 0) return gather(debug, message);
      flush(debug);
      return (member as Log)(message, ...about);
    };
  };
}

/** Keeps the line to the engine open until the function that it returns is called. */
function keepLine(): () => void {
  const { rpcKeepAlive } = fromSdk("./runtime/settings.js") as { rpcKeepAlive: () => () => void };
  return rpcKeepAlive();
}

/** What the SDK asks about scripts, out of a debugger session that opens when a function is first turned into text. */
function lateDebugger(): object {
  const urls = new Map<string, string>();
  const open = () => {
    const { Session } = process.getBuiltinModule("node:inspector");
    const session = new Session();
    session.connect();
    // Whoever listens before the debugger is on also hears of the scripts that are there already.
    session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
    session.post("Debugger.enable");
    return session;
  };
  let session: ReturnType<typeof open> | undefined;
  return {
    isInitializedAsync: () => Promise.resolve(),
    getSessionAsync: () => Promise.resolve((session ??= open())),
    getScriptUrl: (id: string) => urls.get(id),
    __esModule: true,
  };
}

/** Registers another module in the place of one. */
function replaceWith(name: string, exports: object): void {
  register(locate(name), exports);
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
