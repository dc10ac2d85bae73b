/** The installed plugin, spoken to as the engine speaks to it. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import { installPlugins } from "../../../../rehearsal/plugins/install.ts";
import { sdkVersion } from "../../../../rehearsal/plugins/declared/version.ts";
import { toStruct } from "../../../../rehearsal/plugins/protocol/struct.ts";
import { makeSecret, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";

const URN = "urn:pulumi:dev::p::tidegate:oci:Network$oci:Core/subnet:Subnet::s";
const SUBNET: Properties = { compartmentId: "c", vcnId: "v", cidrBlock: "10.0.0.0/24" };

describe("the installed oci plugin", function () {
  this.timeout(30_000);
  let home: string;
  let child: ChildProcess;
  let client: InstanceType<typeof providerGrpc.ResourceProviderClient>;

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "tidegate-home-"));
    await installPlugins(home, process.execPath);
    const launcher = join(home, "plugins", `resource-oci-v${sdkVersion("@pulumi/oci")}`, "pulumi-resource-oci");
    child = spawn(launcher, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"], env: { XDG_CACHE_HOME: home } });
    const output = child.stdout;
    assert.ok(output !== null);
    const port = await new Promise<string>((resolve) => createInterface(output).once("line", resolve));
    client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  });
  after(() => {
    client.close();
    child.kill();
    rmSync(home, { recursive: true, force: true });
  });

  const diff = (olds: Properties, news: Properties): Promise<pb.DiffResponse> => {
    const request = new providerPb.DiffRequest().setUrn(URN).setOldInputs(toStruct(olds)).setNews(toStruct(news));
    return new Promise((resolve, reject) => {
      client.diff(request, (error, response) => (error === null ? resolve(response) : reject(error)));
    });
  };
  const check = (news: Properties): Promise<pb.CheckResponse> => {
    const request = new providerPb.CheckRequest().setUrn(URN).setNews(toStruct(news));
    return new Promise((resolve, reject) => {
      client.check(request, (error, response) => (error === null ? resolve(response) : reject(error)));
    });
  };

  it("leaves no mark of an unfinished installation", () => {
    assert.equal(existsSync(join(home, "plugins", `resource-oci-v${sdkVersion("@pulumi/oci")}.lock`)), false);
  });

  it("ends when the engine that started it is killed", async () => {
    const launcher = join(home, "plugins", `resource-oci-v${sdkVersion("@pulumi/oci")}`, "pulumi-resource-oci");
    // A shell that starts the plugin and is killed before it could end it.
    const script = '"$0" 127.0.0.1:1 & echo $!; wait';
    const engine = spawn("/bin/sh", ["-c", script, launcher], { stdio: ["ignore", "pipe", "inherit"] });
    // The shell tells the plugin's process id, then the plugin tells its port: from then on it watches.
    const lines: string[] = [];
    for await (const line of createInterface(engine.stdout)) if (lines.push(line) === 2) break;
    const plugin = Number(lines[0]);
    assert.equal(isRunning(plugin), true);
    engine.kill("SIGKILL");
    while (isRunning(plugin)) await sleep(100);
  });

  it("can be installed again", () => installPlugins(home, process.execPath));

  it("finds the type in the URN, and hands inputs back as they came, secrets too", async () => {
    const inputs = { ...SUBNET, displayName: makeSecret("s") };
    const response = await check(inputs);
    assert.deepEqual(response.getFailuresList(), []);
    assert.deepEqual(response.getInputs()?.toJavaScript(), inputs);
  });

  it("tells the engine which properties differ and which replace, by path", async () => {
    const response = await diff(SUBNET, { ...SUBNET, vcnId: "w", freeformTags: { a: "b" } });
    assert.equal(response.getChanges(), providerPb.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepEqual(response.getReplacesList(), ["vcnId"]);
    assert.deepEqual(response.getDiffsList().sort(), ["freeformTags", "vcnId"]);
    assert.equal(response.getDeletebeforereplace(), false);
    const { ADD, UPDATE_REPLACE } = providerPb.PropertyDiff.Kind;
    assert.equal(response.getDetaileddiffMap().get("vcnId")?.getKind(), UPDATE_REPLACE);
    assert.equal(response.getDetaileddiffMap().get("freeformTags")?.getKind(), ADD);
  });

  it("says that nothing differs where nothing does", async () => {
    assert.equal((await diff(SUBNET, SUBNET)).getChanges(), providerPb.DiffResponse.DiffChanges.DIFF_NONE);
  });

  it("tells every fault of an input", async () => {
    const response = await check({ ...SUBNET, cidrBlok: "10.0.0.0/24", vcnId: 1 });
    assert.deepEqual(
      response
        .getFailuresList()
        .map((failure) => failure.getProperty())
        .sort(),
      ["cidrBlok", "vcnId"],
    );
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
