/** Oracle's own clients, with a session that oci-login got: they do their work, until it ends, and with its key alone. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { OciError, SessionAuthDetailProvider } from "oci-common";
import { VirtualNetworkClient } from "oci-core";
import { ociLogin } from "../../../cli/oci-login/index.ts";
import { COMPARTMENTS } from "../../../rehearsal/oci/tenancy.ts";
import { ensureOciCli } from "../../support/oci-cli.ts";
import { openJob, portsOf } from "./fixture.ts";
import type { Job } from "./fixture.ts";

const run = promisify(execFile);
const compartmentId = COMPARTMENTS[0]?.id ?? "";

describe("a session of oci-login", function () {
  this.timeout(300_000);
  let job: Job;
  let environment: Record<string, string>;
  beforeEach(async () => {
    job = await openJob();
    const ports = portsOf(job.env);
    await ociLogin({}, [], ports);
    const exported = ports.printed.map((line) => /^export (\w+)='(.*)'$/.exec(line));
    environment = Object.fromEntries(exported.map((found) => [found?.[1] ?? "", found?.[2] ?? ""]));
  });
  afterEach(() => job.close());

  const otherKey = async (): Promise<void> => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const file = join(job.folder.path, "tidegate-oci", ".oci", "oci_api_key.pem");
    await writeFile(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  };

  describe("in the official SDK", () => {
    async function listed(): Promise<number> {
      const authenticationDetailsProvider = new SessionAuthDetailProvider(environment["OCI_CONFIG_FILE"], "DEFAULT");
      const client = new VirtualNetworkClient({ authenticationDetailsProvider });
      client.endpoint = job.domain.world.endpoint;
      try {
        return (await client.listVcns({ compartmentId })).items.length;
      } finally {
        client.close();
      }
    }
    const refused = (error: unknown): boolean =>
      error instanceof OciError && error.statusCode === 401 && error.serviceCode === "NotAuthenticated";

    it("does its work", async () => {
      assert.equal(await listed(), 0);
    });

    it("is refused after its end", async () => {
      job.domain.world.advance(3600);
      await assert.rejects(listed(), refused);
    });

    it("is refused with another key", async () => {
      await otherKey();
      await assert.rejects(listed(), refused);
    });
  });

  it("in Oracle's command line does its work, and is refused after its end and with another key", async () => {
    const oci = await ensureOciCli();
    const env = {
      ...process.env,
      ...environment,
      OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: "True",
      SUPPRESS_LABEL_WARNING: "True",
    };
    const list = ["--endpoint", job.domain.world.endpoint, "network", "vcn", "list", "--all", "-c", compartmentId];
    const create = ["network", "vcn", "create", "-c", compartmentId, "--cidr-blocks", '["10.0.0.0/16"]'];
    const { stdout: created } = await run(oci, ["--endpoint", job.domain.world.endpoint, ...create], { env });
    assert.match(created, /ocid1\.vcn\./);
    job.domain.world.advance(3600);
    await assert.rejects(run(oci, list, { env }), /"status": 401/);
    await ociLogin({}, [], portsOf(job.env));
    assert.match((await run(oci, list, { env })).stdout, /ocid1\.vcn\./);
    await otherKey();
    await assert.rejects(run(oci, list, { env }), /"status": 401/);
  });
});
