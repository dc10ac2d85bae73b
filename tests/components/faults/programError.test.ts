import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi/errors.js";
import { InvalidArguments, ProgramError } from "@tidegate/faults";

describe("an error that ends a program", () => {
  for (const error of [new ProgramError("shop:cpu is wrong"), new InvalidArguments("shop", [])]) {
    it(`keeps its message, whoever passes it on: ${error.name}`, () => {
      const { message } = error;
      error.message = `error serializing property "cpu": ${error.message}`;
      assert.equal(error.message, message);
    });

    it(`is printed without a stack: ${error.name}`, () => {
      assert.ok(RunError.isInstance(error));
      assert.ok(error instanceof Error);
    });
  }
});
