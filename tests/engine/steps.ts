/** What engine tests do with a program, each step with its end judged. */
import assert from "node:assert/strict";
import type { Program } from "./program.ts";

/** A run that has to end well. @returns what the engine printed */
export async function run(program: Program, ...args: string[]): Promise<string> {
  const { ok, output } = await program.pulumi(...args);
  assert.ok(ok, output);
  return output;
}

export async function set(program: Program, key: string, value: string): Promise<void> {
  await run(program, "config", "set", key, value);
}

/** What a run says that must fail under one setting (`key=value`), which is taken back afterwards. */
export async function refusedWith(program: Program, setting: string, ...args: string[]): Promise<string> {
  const [key = "", value = ""] = setting.split("=");
  const before = await program.pulumi("config", "get", key);
  await set(program, key, value);
  const { ok, output } = await program.pulumi(...args);
  assert.equal(ok, false, output);
  if (before.ok) await set(program, key, before.output.trim());
  else await run(program, "config", "rm", key);
  return output;
}
