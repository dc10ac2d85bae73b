/** Every emulated operation is reached where the official SDK's client goes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Route } from "../../../rehearsal/oci/route.ts";
import { EMULATED_SERVICES } from "../../../rehearsal/oci/services/index.ts";

const require = createRequire(import.meta.url);
/** Keys are reached under their vault's own management endpoint, which clients are told and put before the path. */
const VAULT_ENDPOINT = /^\/kms\/\{\w+\}(?=\/)/;
const clients = new Map<string, Map<string, string>>();

describe("the routes of the embedded OCI", () => {
  for (const service of EMULATED_SERVICES) {
    it(`of ${service.name} have the methods and paths of the SDK's client`, () => {
      const faults = service.routes.flatMap((route) => {
        const given = `${route.method} ${route.path.replace(VAULT_ENDPOINT, "")}`;
        const expected = expectedOf(route);
        return given === expected ? [] : [`${route.operation}: ${given}, but the SDK sends ${expected}`];
      });
      assert.deepEqual(faults, []);
    });
  }

  it("are each there once", () => {
    const seen = EMULATED_SERVICES.flatMap((service) => service.routes.map((route) => `${route.method} ${route.path}`));
    assert.deepEqual(
      seen.filter((route, index) => seen.indexOf(route) !== index),
      [],
    );
  });
});

function expectedOf(route: Route): string | undefined {
  const [service = "", operation = ""] = route.operation.split("/");
  const known = clients.get(service) ?? readClient(service);
  clients.set(service, known);
  return known.get(operation.charAt(0).toLowerCase() + operation.slice(1));
}

/**
 * Method and path of every operation, by its name in the client: what stands in `composeRequest` of the method itself.
 * A method that only pages through another one's answers composes nothing.
 */
function readClient(service: string): Map<string, string> {
  const folder = dirname(require.resolve(`oci-${service}/package.json`));
  const code = readFileSync(join(folder, "lib/client.js"), "utf8");
  const operations = new Map<string, string>();
  let version = "";
  for (const method of code.split(/\n(?=    (?:\w+\([^)]*\)|set \w+\([^)]*\)) \{\n|class )/)) {
    version = /this\._endpoint \+ "(\/\d{8})"/.exec(method)?.[1] ?? (method.startsWith("class ") ? "" : version);
    const name = /^    (\w+)\(/.exec(method)?.[1];
    const request = /composeRequest\(\{[\s\S]*?path: "([^"]+)",\s*method: "(\w+)"/.exec(method);
    if (name !== undefined && request !== null) {
      operations.set(name, `${request[2]} ${version}${request[1]}`);
    }
  }
  return operations;
}
