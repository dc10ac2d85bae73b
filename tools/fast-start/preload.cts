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
 * 1. The SDK loads the TypeScript compiler and npm's dependency tree walker, to turn functions into text. Only dynamic
 *    providers and function serialisation need that: here they load at their first use.
 * 2. The SDK installs source-map-support, which formats every stack trace in JavaScript, and the SDK takes one for each
 *    promise that it tracks. Type stripping leaves every line and column where it was, so V8's own traces are right.
 * 3. Node compiles the same modules on each run: its compile cache keeps the result (NODE_COMPILE_CACHE says where,
 *    NODE_DISABLE_COMPILE_CACHE=1 turns it off).
 *
 * Nothing here changes what a program does. Where an SDK lacks one of these modules, its line has no effect.
 */
const { createRequire, enableCompileCache, Module } = process.getBuiltinModule("node:module");
const { join } = process.getBuiltinModule("node:path");

enableCompileCache();

/** Resolves as the program does, then as the program's own SDK does: those are the copies that will be used. */
const fromProgram = createRequire(join(process.cwd(), "index.js"));
const fromSdk = createRequire(fromProgram.resolve("@pulumi/pulumi/package.json"));

for (const name of ["@npmcli/arborist", "normalize-package-data", "./typescript-shim.js"]) {
  loadAtFirstUse(name);
}
replaceWithNothing("source-map-support/register");

/** Registers a stand-in for a CommonJS module that loads the real one when something of it is first asked for. */
function loadAtFirstUse(name: string): void {
  const file = locate(name);
  let real: object | undefined;
  const load = (): object => {
    if (real === undefined) {
      Reflect.deleteProperty(fromSdk.cache, file);
      real = fromSdk(file) as object;
    }
    return real;
  };
  // A function as the target, so that a stand-in for a module that is a function can be called.
  const standIn = new Proxy(function () {}, {
    get: (_target, key) => {
      // Compiled imports ask this on loading, and copy every property if the answer is no. The promised
      // default is the module itself, just as those imports would have made it.
      if (key === "__esModule") {
        return true;
      }
      const module = load();
      return key === "default" && !("__esModule" in module) ? module : Reflect.get(module, key);
    },
    has: (_target, key) => key in load(),
    apply: (_target, self, args) => Reflect.apply(load() as () => unknown, self, args),
    construct: (_target, args) => Reflect.construct(load() as new () => object, args),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(load(), key),
  });
  register(file, standIn);
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
