/**
 * The stand-in for the command provider. It really runs local commands; remote ones it refuses.
 * @see https://www.pulumi.com/registry/packages/command/api-docs/local/command/
 */
import { randomBytes } from "node:crypto";
import { compareInputs } from "../declared/diff.ts";
import { unknownToken } from "../declared/unknown-token.ts";
import type {
  CreateRequest,
  Created,
  Failure,
  PropertyChange,
  Provider,
  ReadRequest,
  ReadResult,
  RemoveRequest,
  UpdateRequest,
} from "../protocol/provider.ts";
import {
  hasSecret,
  isObject,
  isSecret,
  makeSecret,
  revealAll,
  UNKNOWN,
  type Properties,
  type Value,
} from "../protocol/values.ts";
import { checkCommand } from "./check.ts";
import { COMMAND, RUN, type CommandFacts } from "./facts.ts";
import { runCommand, type CommandLine, type CommandOutput } from "./run.ts";

export interface CommandProviderOptions {
  readonly version: string;
  readonly facts: CommandFacts;
  /** What a command's own `environment` is added to. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shows a line of a running command; the URN is empty for a function. */
  readonly say: (urn: string, line: string) => Promise<void>;
}

export class CommandProvider implements Provider {
  readonly name = "command";
  readonly version: string;
  readonly #options: CommandProviderOptions;
  readonly #stop = new AbortController();

  constructor(options: CommandProviderOptions) {
    this.version = options.version;
    this.#options = options;
  }

  /** There is nothing to set. */
  configure(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends every command that is running, and any that would start. */
  cancel(): void {
    this.#stop.abort();
  }

  async check(type: string, inputs: Properties): Promise<Failure[]> {
    known(type);
    return checkCommand(inputs, this.#options.facts.command.inputs);
  }

  async diff(type: string, oldInputs: Properties, newInputs: Properties): Promise<PropertyChange[]> {
    known(type);
    const { inputs, outputs } = this.#options.facts.command;
    const types = { inputTypes: {}, outputTypes: {} };
    const subject = { inputs, outputs, ...types, replaces, isSet: () => false };
    return compareInputs(subject, oldInputs, newInputs);
  }

  async create({ type, urn = "", inputs, preview, timeout }: CreateRequest): Promise<Created> {
    known(type);
    if (preview) return { id: "", outputs: withPrinted(inputs, UNPRINTED) };
    const outputs = await this.#run(inputs["create"], { inputs, urn, timeout });
    return { id: newId(urn), outputs };
  }

  /** There is nothing outside to look at: what is there is what the state says. */
  async read({ id, inputs, outputs = {} }: ReadRequest): Promise<ReadResult> {
    if (Object.keys(outputs).length === 0) {
      throw new Error(`a command can't be imported, and ${id} is in no state: let the program make it`);
    }
    return { id, inputs, outputs };
  }

  async update({ type, urn = "", inputs, oldOutputs, preview, timeout }: UpdateRequest): Promise<Properties> {
    known(type);
    if (preview) return withPrinted(inputs, UNPRINTED);
    return this.#run(inputs["update"] ?? inputs["create"], { inputs, urn, timeout, before: oldOutputs });
  }

  async remove({ urn = "", inputs, outputs, timeout }: RemoveRequest): Promise<void> {
    await this.#run(inputs["delete"], { inputs, urn, timeout, before: outputs });
  }

  async invoke(token: string, args: Properties): Promise<{ outputs?: Properties; failures: Failure[] }> {
    if (token !== RUN) throw unknownToken("command", "function", token, [RUN]);
    const failures = checkCommand(args, this.#options.facts.run.inputs);
    if (failures.length > 0) return { failures };
    return { outputs: await this.#run(args["command"], { inputs: args, urn: "" }), failures };
  }

  /** The outputs after a command; without one, what was printed before stays. */
  async #run(command: Value | undefined, { inputs, urn, timeout, before = {} }: Step): Promise<Properties> {
    const earlier = revealAll(before);
    let printed = { stdout: textOr(earlier["stdout"]), stderr: textOr(earlier["stderr"]) };
    if (command !== undefined && command !== null) {
      const line = commandLine(command, inputs, { ...this.#options.env, ...previous(inputs, printed) });
      const stop = timeout === undefined ? [] : [AbortSignal.timeout(timeout)];
      const signal = AbortSignal.any([this.#stop.signal, ...stop]);
      printed = await runCommand(line, (text) => this.#options.say(urn, text), signal);
    }
    return withPrinted(inputs, printed);
  }
}

interface Step {
  readonly inputs: Properties;
  readonly urn: string;
  readonly timeout?: number | undefined;
  readonly before?: Properties;
}

const UNPRINTED: CommandOutput = { stdout: UNKNOWN.string, stderr: UNKNOWN.string };

/** Nobody knows what of its inputs a command prints: where one is secret, so is what it prints. */
function withPrinted(inputs: Properties, { stdout, stderr }: CommandOutput): Properties {
  const mark = (text: string): Value => (hasSecret(inputs) ? makeSecret(text) : text);
  return { ...inputs, stdout: mark(stdout), stderr: mark(stderr) };
}

const replaces = (path: string): boolean => path === "triggers";

function commandLine(command: Value, inputs: Properties, environment: CommandLine["environment"]): CommandLine {
  const { interpreter, dir, environment: own, stdin, logging } = revealAll(inputs);
  const shown = typeof logging === "string" ? logging : "stdoutAndStderr";
  return {
    command: textOr(revealAll({ command })["command"]),
    ...(isSecret(command) && { alias: "a command that is secret" }),
    ...(Array.isArray(interpreter) && { interpreter: interpreter.map(textOr) }),
    ...(typeof dir === "string" && { dir }),
    environment: { ...environment, ...texts(own) },
    ...(typeof stdin === "string" && { stdin }),
    shown: { stdout: /stdout/i.test(shown), stderr: /stderr/i.test(shown) },
  };
}

/** What the last step of the same resource printed. */
function previous(inputs: Properties, printed: { stdout: string; stderr: string }): Record<string, string> {
  if (revealAll(inputs)["addPreviousOutputInEnv"] === false) return {};
  return {
    ...(printed.stdout !== "" && { PULUMI_COMMAND_STDOUT: printed.stdout }),
    ...(printed.stderr !== "" && { PULUMI_COMMAND_STDERR: printed.stderr }),
  };
}

function texts(value: Value | undefined): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, textOr(text)]));
}

const textOr = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** The resource's name and eight hexadecimal digits. */
function newId(urn: string): string {
  return `${urn.split("::").at(-1) ?? ""}${randomBytes(4).toString("hex")}`;
}

/** @throws Error for every type but the one that is built */
function known(type: string): void {
  if (type === COMMAND) return;
  if (type.startsWith("command:remote:")) {
    throw new Error(
      `the rehearsal's stand-in for the command provider runs local commands only, and \`${type}\` is a remote one: ` +
        "there is no machine behind an embedded instance to log in to. Leave it out of rehearsals",
    );
  }
  throw unknownToken("command", "resource type", type, [COMMAND]);
}
