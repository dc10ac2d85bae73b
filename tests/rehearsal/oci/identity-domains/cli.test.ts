/** Oracle's own command line administers the embedded domain, as the trust's README has an administrator do it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { domainUrl } from "../../../../rehearsal/oci/services/identity-domains/index.ts";
import { ensureOciCli } from "../../../support/oci-cli.ts";
import { openDomain } from "./fixture.ts";
import type { Domain } from "./fixture.ts";

const run = promisify(execFile);
const README = join(import.meta.dirname, "../../../../components/trust/oci/README.md");

describe("Oracle's command line, at the identity domain", function () {
  this.timeout(300_000);
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.world.close());

  it("makes the public client by the README's command, and reads the trust", async () => {
    const text = await readFile(README, "utf8");
    const command = /```bash\n([^]*?)```/.exec(text)?.[1] ?? "";
    const env = {
      ...process.env,
      PATH: `${dirname(await ensureOciCli())}:${process.env["PATH"] ?? ""}`,
      DOMAIN_URL: domainUrl(domain.world.runtime.world),
      OCI_CLI_CONFIG_FILE: await domain.world.configFile(),
      OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: "True",
      SUPPRESS_LABEL_WARNING: "True",
    };
    const { stdout: clientId } = await run("bash", ["-euo", "pipefail", "-c", command], { env });
    const { id, status } = await client(clientId.trim());
    assert.deepEqual(
      [status, id],
      [400, "unauthorized_client"],
      "it is known as a public client, and no trust lists it yet",
    );
    const trusts =
      "oci identity-domains identity-propagation-trust list --endpoint $DOMAIN_URL --query 'data.resources[].name'";
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", trusts], { env });
    assert.deepEqual(JSON.parse(stdout), ["github"]);
  });

  async function client(client_id: string): Promise<{ status: number; id: string }> {
    const { status, body } = await domain.exchange(await domain.token(), { client_id });
    return { status, id: String(Reflect.get(Object(body) as object, "error")) };
  }
});
