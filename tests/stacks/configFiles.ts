/** What holds of every stack's project files: Pulumi.yaml and the files of its environments. */
import assert from "node:assert/strict";
import type { ReadKey } from "@tidegate/faults";
import { declaredKeys, effectiveConfig, ENVIRONMENTS, stackFile } from "./project.ts";

export interface ConfigFiles {
  readonly system: string;
  /** Reads prod's whole configuration as the stack's own program does. */
  readonly read: (key: ReadKey) => unknown;
  /** Values under which the program asks for further keys; each set is laid over prod's. Default: prod's alone. */
  readonly variants?: readonly Readonly<Record<string, string>>[];
  /** Keys whose values would collide if dev and prod were in one account. */
  readonly apart: readonly string[];
}

export function describeConfigFiles({ system, read, variants = [{}], apart }: ConfigFiles): void {
  describe(`the files of ${system}'s configuration`, () => {
    const declared = declaredKeys(system);

    it("declare every key that the program reads, and none that it doesn't", () => {
      const asked = new Set<string>();
      for (const variant of variants) {
        const values = new Map([...effectiveConfig(system, "prod"), ...Object.entries(variant)]);
        read((key) => {
          asked.add(key);
          return values.get(key);
        });
      }
      assert.deepEqual([...asked].sort(), [...declared.keys()].sort());
    });

    it("describe every key, and give it a type", () => {
      for (const [key, { type, description }] of declared) {
        assert.ok(description, `${key} has no description`);
        assert.match(type, /^(string|integer|boolean|array|object)$/);
      }
    });

    for (const environment of ENVIRONMENTS) {
      it(`set in ${environment} every key that has no default, and no key that isn't declared`, () => {
        const set = Object.keys(stackFile(system, environment)).filter((key) => key.startsWith(`${system}:`));
        for (const key of set) assert.ok(declared.has(key.slice(system.length + 1)), `${key} isn't declared`);
        for (const [key, { default: standard }] of declared) {
          assert.ok(standard !== undefined || set.includes(`${system}:${key}`), `${key} has no value`);
        }
      });
    }

    it("keep dev and prod apart where a name or an address would collide", () => {
      const [dev, prod] = ENVIRONMENTS.map((environment) => effectiveConfig(system, environment));
      for (const key of apart) assert.notEqual(dev?.get(key), prod?.get(key), `${key} is the same in dev and prod`);
    });
  });
}
