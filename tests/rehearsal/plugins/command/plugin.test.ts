/** The installed plugin, spoken to as the engine speaks to it, with an engine's log to write to. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import enginePb from "@pulumi/pulumi/proto/engine_pb.js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import type * as engineTypes from "@pulumi/pulumi/proto/engine_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import { installPlugins, launcherOf } from "../../../../rehearsal/plugins/install.ts";
import { toStruct } from "../../../../rehearsal/plugins/protocol/struct.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";

const URN = "urn:pulumi:dev::p::command:local:Command::checks";

describe("the installed command plugin", function () {
  this.timeout(30_000);
  let home: string;
  let engine: { server: grpc.Server; address: string; logged: engineTypes.LogRequest[] };
  let child: ChildProcess;
  let client: InstanceType<typeof providerGrpc.ResourceProviderClient>;

  const start = async (environment: NodeJS.ProcessEnv): Promise<void> => {
    const env = { PATH: process.env["PATH"], XDG_CACHE_HOME: home, ...environment };
    child = spawn(launcherOf("command", home), [engine.address], { stdio: ["ignore", "pipe", "inherit"], env });
    const output = child.stdout;
    assert.ok(output !== null);
    const port = await new Promise<string>((resolve) => createInterface(output).once("line", resolve));
    client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  };
  const create = (inputs: Properties): Promise<pb.CreateResponse> => {
    const request = new providerPb.CreateRequest().setUrn(URN).setProperties(toStruct(inputs));
    return new Promise((resolve, reject) => {
      client.create(request, (error, response) => (error === null ? resolve(response) : reject(error)));
    });
  };

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "tidegate-home-"));
    await installPlugins(home, process.execPath);
    engine = await fakeEngine();
  });
  beforeEach(() => {
    engine.logged.length = 0;
  });
  afterEach(() => {
    client.close();
    child.kill();
  });
  after(() => {
    engine.server.forceShutdown();
    rmSync(home, { recursive: true, force: true });
  });

  it("shows what a command prints as the resource's status, at the engine that started it", async () => {
    await start({});
    const response = await create({ create: "echo one; echo two" });
    assert.deepEqual(response.getProperties()?.toJavaScript(), {
      create: "echo one; echo two",
      stdout: "one\ntwo",
      stderr: "",
    });
    const shown = engine.logged.map((line) => [line.getUrn(), line.getMessage(), line.getEphemeral()]);
    assert.deepEqual(shown, [
      [URN, "one", true],
      [URN, "two", true],
    ]);
    assert.equal(engine.logged[0]?.getSeverity(), enginePb.LogSeverity.INFO);
  });

  it("gives commands the engine's environment, not the plugin's own", async () => {
    const print = {
      create: 'echo "${NODE_OPTIONS-none} ${NODE_COMPILE_CACHE-none}"; env | grep -c TIDEGATE_ENGINE; :',
    };
    await start({ NODE_OPTIONS: "--no-warnings" });
    assert.equal(stdoutOf(await create(print)), "--no-warnings none\n0");
    client.close();
    child.kill();
    await start({ NODE_COMPILE_CACHE: "cache" });
    assert.equal(stdoutOf(await create(print)), "none cache\n0");
  });

  it("ends commands when the engine cancels", async () => {
    await start({});
    const running = create({ create: "echo started; sleep 60" });
    while (engine.logged.length === 0) await sleep(10);
    await new Promise((resolve) => client.cancel(new emptyPb.Empty(), resolve));
    await assert.rejects(running, /signal: SIGKILL/);
  });

  it("ends commands when the engine that started it is killed", async () => {
    const script = '"$0" "$1" & echo $!; wait';
    const shell = spawn("/bin/sh", ["-c", script, launcherOf("command", home), engine.address], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { PATH: process.env["PATH"], XDG_CACHE_HOME: home },
    });
    child = shell;
    // The shell tells the plugin's process id, then the plugin tells its port.
    const lines: string[] = [];
    for await (const line of createInterface(shell.stdout)) if (lines.push(line) === 2) break;
    client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${lines[1]}`, grpc.credentials.createInsecure());
    const lost = assert.rejects(create({ create: `echo $$; sleep 60` }));
    while (engine.logged.length === 0) await sleep(10);
    const command = Number(engine.logged[0]?.getMessage());
    assert.equal(isRunning(command), true);
    shell.kill("SIGKILL");
    while (isRunning(command)) await sleep(50);
    await lost;
  });

  it("says who starts it, when a person does", async () => {
    await start({});
    const alone = spawn(launcherOf("command", home), [], { stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    for await (const chunk of alone.stderr) text += String(chunk);
    assert.match(text, /is started by the Pulumi engine/);
    assert.equal(existsSync(launcherOf("oci", home)), true);
  });
});

const stdoutOf = (response: pb.CreateResponse): unknown => response.getProperties()?.toJavaScript()["stdout"];

/** Listens as an engine does, and keeps what is logged. */
async function fakeEngine(): Promise<{ server: grpc.Server; address: string; logged: engineTypes.LogRequest[] }> {
  const logged: engineTypes.LogRequest[] = [];
  const server = new grpc.Server();
  const log: grpc.handleUnaryCall<engineTypes.LogRequest, emptyPb.Empty> = (call, callback) => {
    logged.push(call.request);
    callback(null, new emptyPb.Empty());
  };
  server.addService({ log: engineGrpc.EngineService.log }, { log });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { server, address: `127.0.0.1:${port}`, logged };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
