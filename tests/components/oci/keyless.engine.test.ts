/** What OCI holds of keyless trust, under the real engine: sessions for tokens, the bucket, the budget. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { COMPARTMENTS, DOMAIN_URL, REGION, TENANCY_ID } from "../../../rehearsal/oci/tenancy.ts";
import { installPlugins } from "../../../rehearsal/plugins/install.ts";
import { startClouds, stopClouds } from "../../../rehearsal/session/clouds.ts";
import { ociClient } from "../../../rehearsal/session/oci-client.ts";
import { sessionPaths } from "../../../rehearsal/session/paths.ts";
import { withProgram, type Program } from "../../engine/program.ts";
import { refusedWith, run, set } from "../../engine/steps.ts";
import {
  ADMIN,
  APP_DOCUMENT,
  AUDIENCE,
  CLIENT,
  exchangeAt,
  field,
  freshKeys,
  githubToken,
  REPOSITORY,
} from "../../rehearsal/oci/identity-domains/fixture.ts";

const TRUST = new URL("../../../components/trust/oci/index.ts", import.meta.url).href;
const COMPARTMENT = COMPARTMENTS[0]?.id ?? "";

const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { CostBudget, StateBucket } from "@tidegate/oci";
import { OidcSessions, ociDeployStatements, ociPreviewStatements } from "${TRUST}";

const config = new pulumi.Config();
const repository = "${REPOSITORY}";
const compartmentId = "${COMPARTMENT}";
const environments = (config.get("environments") ?? "dev").split(",");
export const sessions = new OidcSessions("github", {
  domainUrl: config.get("domain") ?? "${DOMAIN_URL}",
  clientIds: ["${CLIENT}"],
  audiences: ["${AUDIENCE}"],
  roles: [
    {
      name: "quiz-dev-preview",
      subjects: [{ repository, pullRequest: true }],
      accepts: ["pullRequest"],
      compartmentId,
      statements: ociPreviewStatements,
    },
    {
      name: "quiz-dev-deploy",
      subjects: environments.map((environment) => ({ repository, environment })),
      accepts: ["environment"],
      compartmentId,
      statements: (grant) => ociDeployStatements(grant),
    },
  ],
}).userIds;
new StateBucket("states", {
  compartmentId,
  region: config.get("region") ?? "${REGION}",
  bucketName: "quiz-dev-states",
  protect: false,
});
new CostBudget("costs", {
  budgetName: "quiz-dev",
  monthlyAmount: config.getNumber("amount") ?? 40,
  emails: ["ops@example.com"],
  tenancyId: "${TENANCY_ID}",
  compartmentId,
});
`;

describe("sessions, state bucket and budget of OCI under the engine", function () {
  this.timeout(300_000);

  it("come up, stay as they are, change what they should, take the right tokens alone, and go", async () => {
    await withOciProgram(async (program, { endpoint, user }) => {
      await run(program, "up", "--yes", "--skip-preview");
      await run(program, "preview", "--expect-no-changes");
      await run(program, "refresh", "--yes", "--expect-no-changes");
      await run(program, "preview", "--expect-no-changes");

      const asks = async (job: Readonly<Record<string, unknown>>): Promise<string> => {
        const answer = await exchangeAt(endpoint, await githubToken(endpoint, job), freshKeys());
        return answer.status === 200 ? user(field(answer, "token")) : field(answer, "error");
      };
      const pullRequest = { branch: undefined, pullRequest: 3, environment: undefined };
      assert.equal(await asks({}), "quiz-dev-deploy");
      assert.equal(await asks(pullRequest), "quiz-dev-preview");
      assert.equal(await asks({ ...pullRequest, repository: "tidegate/other" }), "invalid_grant");
      assert.equal(await asks({ environment: "late" }), "invalid_grant");

      await set(program, "environments", "dev,late");
      await set(program, "amount", "50");
      const changed = await run(program, "up", "--yes", "--skip-preview");
      assert.match(changed, /~ 2 updated/);
      assert.doesNotMatch(changed, /replaced|created|deleted/);
      assert.equal(await asks({ environment: "late" }), "quiz-dev-deploy");
      await run(program, "refresh", "--yes", "--expect-no-changes");

      assert.match(await refusedWith(program, "region=FRA", "preview"), /region.*eu-frankfurt-1/);
      assert.match(await refusedWith(program, "amount=0", "preview"), /monthlyAmount/);
      assert.match(await refusedWith(program, "domain=http://idcs.example", "preview"), /domainUrl/);
      assert.match(
        await refusedWith(program, "environments=dev/eu", "preview"),
        /roles\[1\]\.subjects\[0\]\.environment/,
      );

      await run(program, "destroy", "--yes", "--skip-preview");
      assert.equal(await asks({}), "invalid_grant");
    });
  });

  it("are refused by Object Storage under another region's name", async () => {
    await withOciProgram(async (program) => {
      await set(program, "region", "uk-london-1");
      const { ok, output } = await program.pulumi("up", "--yes", "--skip-preview");
      assert.equal(ok, false);
      assert.match(output, /404-NotAuthorizedOrFoundKmsKey/);
    });
  });
});

interface Cloud {
  readonly endpoint: string;
  /** Whose session a token is: the name of the user. */
  readonly user: (token: string) => Promise<string>;
}

/** A world whose domain has the pipelines' public client, made by hand as the trust's README says, and the program. */
async function withOciProgram(use: (program: Program, cloud: Cloud) => Promise<void>): Promise<void> {
  await withProgram(TEXT, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
    const paths = sessionPaths(join(program.folder, "..", "rehearsal"));
    const clouds = await startClouds(paths, { speed: 200, seed: "keyless" });
    try {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      const { ociEndpoint: endpoint } = clouds;
      Object.assign(program.env, { TIDEGATE_OCI_ENDPOINT: endpoint, OCI_CONFIG_FILE: paths.ociConfig });
      const client = await ociClient(paths, clouds);
      await client.send("POST", `${ADMIN}/Apps`, APP_DOCUMENT);
      const user = async (token: string): Promise<string> => {
        const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
        const ocid = String(Reflect.get(Object(claims) as object, "sub"));
        const filter = encodeURIComponent(`ocid eq "${ocid}"`);
        const found = await client.send("GET", `${ADMIN}/Users?filter=${filter}`);
        return /"userName":"([^"]+)"/.exec(JSON.stringify(found))?.[1] ?? "nobody";
      };
      await use(program, { endpoint, user });
    } finally {
      await stopClouds(paths);
    }
  });
}
