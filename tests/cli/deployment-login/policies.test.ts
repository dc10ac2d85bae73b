import assert from "node:assert/strict";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PolicySettingsError } from "@tidegate/policy-arguments";
import { policyVariables } from "../../../cli/deployment-login/policies.ts";
import { withTemporaryFolder } from "../../support/temp.ts";

const SUBJECT = { organization: "tidegate", project: "trivia-pay", stack: "dev", operation: "preview" } as const;
const HELD = { PULUMI_OPTION_POLICY_PACK: "../../policy/all/run" };
const LEVELS = { closed: "advisory" };
const EXEMPTIONS = {
  list: [{ policy: "closed", resource: "*::door", reason: "Open by its purpose.", until: "2027-03-31" }],
};

describe("the policies of a run of Pulumi Deployments", () => {
  /** A repository with levels and, where `own` is given, a stack's settings. */
  async function withRepository(
    own: unknown,
    use: (repository: string, folder: string) => Promise<void>,
  ): Promise<void> {
    await withTemporaryFolder("deployment-policies", async (path) => {
      const files = [
        ["policy/all/dev.json", LEVELS],
        ["policy/all/prod.json", { closed: "mandatory" }],
        ...(own === undefined ? [] : [["stacks/trivia-pay/policies.json", own] as const]),
      ] as const;
      for (const [file, value] of files) {
        await mkdir(dirname(join(path, file)), { recursive: true });
        await writeFile(join(path, file), JSON.stringify(value));
      }
      await use(path, join(path, "own"));
    });
  }

  it("are asked with the exemptions of the stack that runs, held by its environment", async () => {
    await withRepository({ exemptions: EXEMPTIONS }, async (repository, folder) => {
      const into = join(folder, "policies.json");
      assert.deepEqual(await policyVariables(SUBJECT, HELD, { folder, repository }), {
        PULUMI_OPTION_POLICY_PACK: join(repository, "policy", "all", "run"),
        PULUMI_OPTION_POLICY_PACK_CONFIG: into,
      });
      assert.deepEqual(JSON.parse(await readFile(into, "utf8")), { closed: "advisory", exemptions: EXEMPTIONS });
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      await policyVariables({ ...SUBJECT, stack: "prod" }, HELD, { folder, repository });
      assert.deepEqual(JSON.parse(await readFile(into, "utf8")), { closed: "mandatory", exemptions: EXEMPTIONS });
    });
  });

  for (const [what, subject, own] of [
    ["the stack has no settings of its own", SUBJECT, undefined],
    ["another system has", { ...SUBJECT, project: "order-tracking" }, { exemptions: EXEMPTIONS }],
  ] as const) {
    it(`are asked by the environment's levels where ${what}`, async () => {
      await withRepository(own, async (repository, folder) => {
        const { PULUMI_OPTION_POLICY_PACK_CONFIG: config } = await policyVariables(subject, HELD, {
          folder,
          repository,
        });
        assert.equal(config, join(repository, "policy", "all", "dev.json"));
      });
    });
  }

  it("aren't asked where the run's settings name no pack", async () => {
    assert.deepEqual(await policyVariables(SUBJECT, {}, { folder: "never-made" }), {});
  });

  it("end the run where the stack's settings can't be used", async () => {
    await withRepository({ clsed: "mandatory" }, async (repository, folder) => {
      await assert.rejects(policyVariables(SUBJECT, HELD, { folder, repository }), (error: unknown) => {
        assert.ok(error instanceof PolicySettingsError);
        assert.deepEqual(error.faults, ["clsed: there is no such policy"]);
        return true;
      });
    });
  });
});
