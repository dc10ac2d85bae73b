import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { COMMAND, RUN, type CommandFacts } from "../../../../rehearsal/plugins/command/facts.ts";
import { CommandProvider } from "../../../../rehearsal/plugins/command/provider.ts";
import { makeSecret, UNKNOWN, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { withTemporaryFolder } from "../../../support/temp.ts";
import { testFacts } from "./facts.ts";

const URN = "urn:pulumi:dev::p::command:local:Command::checks";

describe("the stand-in for the command provider", function () {
  this.timeout(30_000);
  let facts: CommandFacts;
  let said: string[];
  let provider: CommandProvider;

  before(async () => {
    facts = await testFacts();
  });
  beforeEach(() => {
    said = [];
    const say = async (urn: string, line: string) => void said.push(`${urn.split("::").at(-1)}: ${line}`);
    provider = new CommandProvider({ version: "1.2.1", facts, env: { PATH: process.env["PATH"], ENGINE: "e" }, say });
  });

  const create = (inputs: Properties, preview = false) => provider.create({ type: COMMAND, urn: URN, inputs, preview });
  const update = (inputs: Properties, oldOutputs: Properties, preview = false) =>
    provider.update({ type: COMMAND, urn: URN, id: "i", inputs, oldInputs: {}, oldOutputs, preview });
  const stdoutOf = async (inputs: Properties) => (await create(inputs)).outputs["stdout"];

  describe("create", () => {
    it("runs the command in a shell, and keeps what it printed without the last newline", async () => {
      const { id, outputs } = await create({ create: "echo one; echo; echo two >&2" });
      assert.match(id, /^checks[0-9a-f]{8}$/);
      assert.deepEqual(outputs, { create: "echo one; echo; echo two >&2", stdout: "one\n", stderr: "two" });
    });

    it("runs nothing where there is no command", async () => {
      assert.deepEqual((await create({ triggers: [1] })).outputs, { triggers: [1], stdout: "", stderr: "" });
    });

    it("hands on the engine's environment, the command's own, and its input", async () => {
      const inputs = { create: 'echo "$ENGINE $OWN"; cat', environment: { OWN: "o" }, stdin: "typed" };
      assert.equal(await stdoutOf(inputs), "e o\ntyped");
    });

    it("runs in `dir`, and with the interpreter that is asked for", async () => {
      await withTemporaryFolder("dir", async (dir) => {
        assert.equal(await stdoutOf({ create: "pwd", dir }), realpathSync(dir));
      });
      const interpreter = [process.execPath, "--input-type=module", "-e"];
      assert.equal(await stdoutOf({ create: "console.log(await 7)", interpreter }), "7");
    });

    it("says in plain words that `dir` is missing", async () => {
      await assert.rejects(create({ create: "pwd", dir: "no/such" }), /`dir` names "no\/such", which is no folder/);
    });

    it("fails with the exit status and all that was printed", async () => {
      const failing = create({ create: "echo out; echo err >&2; exit 3" });
      await assert.rejects(failing, ({ message }: Error) => {
        assert.match(message, /^exit status 3: running "echo out; .*":\n/);
        assert.match(message, /^out$/m);
        assert.match(message, /^err$/m);
        return true;
      });
    });

    it("doesn't print a command that is secret", async () => {
      await assert.rejects(create({ create: makeSecret("exit 4 # hidden") }), ({ message }: Error) => {
        assert.match(message, /exit status 4: running a command that is secret/);
        assert.doesNotMatch(message, /hidden/);
        return true;
      });
    });

    it("reports a program that can't be started", async () => {
      await assert.rejects(create({ create: "x", interpreter: ["no-such-program"] }), /ENOENT/);
    });

    it("runs nothing in a preview, and doesn't know what will be printed", async () => {
      const { outputs } = await create({ create: "exit 1" }, true);
      assert.deepEqual(outputs, { create: "exit 1", stdout: UNKNOWN.string, stderr: UNKNOWN.string });
    });

    it("calls what is printed secret where an input is", async () => {
      const { outputs } = await create({ create: "echo $A", environment: { A: makeSecret("a") } });
      assert.deepEqual(outputs["stdout"], makeSecret("a"));
      assert.deepEqual(outputs["environment"], { A: makeSecret("a") });
    });

    it("ends a command that takes longer than its custom timeout", async () => {
      const request = { type: COMMAND, urn: URN, inputs: { create: "sleep 60 & sleep 60" }, preview: false };
      await assert.rejects(provider.create({ ...request, timeout: 50 }), /signal: SIGKILL/);
    });

    it("ends what is running when the engine is told to stop", async () => {
      const running = create({ create: "echo started; sleep 60" });
      while (said.length === 0) await sleep(5);
      provider.cancel();
      await assert.rejects(running, /signal: SIGKILL/);
      await assert.rejects(
        create({ create: "echo late" }),
        /not run, because the engine is being stopped: "echo late"/,
      );
    });
  });

  describe("what is shown while a command runs", () => {
    const print = "echo out; echo err >&2; printf rest";
    for (const [logging, lines] of [
      [undefined, ["err", "out", "rest"]],
      ["stdoutAndStderr", ["err", "out", "rest"]],
      ["stdout", ["out", "rest"]],
      ["stderr", ["err"]],
      ["none", []],
    ] as const) {
      it(`is ${lines.join(", ") || "nothing"} with logging ${logging ?? "left out"}`, async () => {
        await create({ create: print, ...(logging && { logging }) });
        assert.deepEqual(
          said.sort(),
          lines.map((line) => `checks: ${line}`),
        );
      });
    }

    it("comes line by line, before the command has ended", async () => {
      await withTemporaryFolder("gate", async (dir) => {
        const running = create({ create: "echo first; until [ -e open ]; do sleep 0.01; done; echo last", dir });
        while (said.length === 0) await sleep(5);
        assert.deepEqual(said, ["checks: first"]);
        await provider.create({ type: COMMAND, urn: URN, inputs: { create: "touch open", dir }, preview: false });
        await running;
        assert.deepEqual(said, ["checks: first", "checks: last"]);
      });
    });
  });

  describe("update", () => {
    const before: Properties = { create: "echo c", stdout: "so", stderr: "se" };
    const show = 'echo "$PULUMI_COMMAND_STDOUT,$PULUMI_COMMAND_STDERR"';

    it("runs `update`, which sees what was printed before", async () => {
      assert.deepEqual(await update({ create: "exit 1", update: show }, before), {
        create: "exit 1",
        update: show,
        stdout: "so,se",
        stderr: "",
      });
    });

    it("runs `create` again where there is no `update`", async () => {
      assert.equal((await update({ create: "echo again" }, before))["stdout"], "again");
    });

    it("keeps what was printed where there is neither", async () => {
      assert.deepEqual(await update({ delete: "x" }, before), { delete: "x", stdout: "so", stderr: "se" });
    });

    it("doesn't show what was printed before when told not to", async () => {
      assert.equal((await update({ update: show, addPreviousOutputInEnv: false }, before))["stdout"], ",");
    });

    it("runs nothing in a preview", async () => {
      const outputs = await update({ update: "exit 1" }, before, true);
      assert.deepEqual(outputs, { update: "exit 1", stdout: UNKNOWN.string, stderr: UNKNOWN.string });
    });
  });

  describe("delete", () => {
    const remove = (inputs: Properties) =>
      provider.remove({ type: COMMAND, urn: URN, id: "i", inputs, outputs: { ...inputs, stdout: "so", stderr: "" } });

    it("runs `delete`, which sees what was printed before", async () => {
      await remove({ create: "x", delete: 'echo "gone after $PULUMI_COMMAND_STDOUT"' });
      assert.deepEqual(said, ["checks: gone after so"]);
    });

    it("does nothing where there is none", () => remove({ create: "exit 1" }));

    it("fails when the command does", async () => {
      await assert.rejects(remove({ delete: "exit 5" }), /exit status 5/);
    });
  });

  it("refreshes to what the state says, and imports nothing", async () => {
    const state = { type: COMMAND, id: "i", inputs: { create: "c" } };
    assert.deepEqual(await provider.read({ ...state, outputs: { create: "c", stdout: "s" } }), {
      id: "i",
      inputs: { create: "c" },
      outputs: { create: "c", stdout: "s" },
    });
    await assert.rejects(provider.read({ ...state, outputs: {} }), /can't be imported/);
  });

  describe("diff", () => {
    const diff = async (olds: Properties, news: Properties) =>
      (await provider.diff(COMMAND, olds, news)).map(
        ({ path, kind, replace }) => `${path} ${kind}${replace ? "!" : ""}`,
      );

    it("replaces on triggers that change, come or go", async () => {
      assert.deepEqual(await diff({ triggers: ["a", { b: 1 }] }, { triggers: ["a", { b: 2 }] }), [
        "triggers[1] update!",
      ]);
      assert.deepEqual(await diff({}, { triggers: ["a"] }), ["triggers add!"]);
      assert.deepEqual(await diff({ triggers: ["a"] }, {}), ["triggers delete!"]);
      assert.deepEqual(await diff({ triggers: [UNKNOWN.string] }, { triggers: [UNKNOWN.string] }), [
        "triggers[0] update!",
      ]);
    });

    it("updates on everything else", async () => {
      assert.deepEqual(await diff({ create: "a", environment: { A: "1" } }, { create: "b", environment: { A: "2" } }), [
        "create update",
        "environment.A update",
      ]);
    });

    it("finds nothing where nothing changed", async () => {
      assert.deepEqual(await diff({ create: "a", triggers: [1] }, { create: "a", triggers: [1] }), []);
    });
  });

  describe("check", () => {
    const faulty = async (inputs: Properties) => (await provider.check(COMMAND, inputs)).map(({ reason }) => reason);

    it("accepts what the declarations allow, and what isn't known yet", async () => {
      assert.deepEqual(await faulty({ create: "x", triggers: [1, "b"], stdin: UNKNOWN.string }), []);
      assert.deepEqual(await faulty({ create: "x", logging: UNKNOWN.string }), []);
    });

    it("tells all faults at once", async () => {
      const [unknown, dir] = await faulty({ creat: "x", dir: 7 });
      assert.match(unknown ?? "", /did you mean `create`/);
      assert.match(dir ?? "", /`dir` must be a string/);
    });

    it("refuses an unknown kind of logging", async () => {
      assert.match((await faulty({ logging: "all" })).join(), /must be one of stdout, stderr, stdoutAndStderr, none/);
    });

    for (const name of ["assetPaths", "archivePaths"]) {
      it(`refuses ${name}, which it doesn't build`, async () => {
        assert.match((await faulty({ [name]: ["*"] })).join(), new RegExp(`\`${name}\` is not built in the rehearsal`));
      });
    }

    it("refuses remote commands and says why", async () => {
      for (const type of ["command:remote:Command", "command:remote:CopyToRemote"]) {
        await assert.rejects(
          provider.check(type, {}),
          /runs local commands only, and `command:remote:\w+` is a remote/,
        );
      }
    });

    it("names the nearest of the types that it knows", async () => {
      await assert.rejects(
        provider.check("command:local:Comand", {}),
        /the nearest it knows is `command:local:Command`/,
      );
    });
  });

  describe("the function", () => {
    it("runs each time, and gives back what it was given", async () => {
      const { outputs, failures } = await provider.invoke(RUN, { command: "echo $A", environment: { A: "a" } });
      assert.deepEqual(failures, []);
      assert.deepEqual(outputs, { command: "echo $A", environment: { A: "a" }, stdout: "a", stderr: "" });
    });

    it("refuses what is missing", async () => {
      const { outputs, failures } = await provider.invoke(RUN, {});
      assert.equal(outputs, undefined);
      assert.match(failures[0]?.reason ?? "", /`command` is required/);
    });

    it("fails when the command does", async () => {
      await assert.rejects(provider.invoke(RUN, { command: "exit 6" }), /exit status 6/);
    });

    it("is the only one", async () => {
      await assert.rejects(provider.invoke("command:remote:run", {}), /doesn't know the function `command:remote:run`/);
    });
  });
});
