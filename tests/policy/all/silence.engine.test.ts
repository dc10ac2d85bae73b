/** Nothing that comes out of the engine tells a secret that a program holds, whatever the policies make of it. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { levelsOf } from "@tidegate/policy";
import { withProgram } from "../../engine/program.ts";
import type { Program } from "../../engine/program.ts";
import { EXPLOSIONS, policies as samples } from "../core/sample/policies.ts";
import { SAMPLE } from "../core/served.ts";
import { PACKS } from "../../../policy/all/packs.ts";
import { policies } from "../../../policy/all/policies.ts";
import { formsIn } from "./forms.ts";

const POLICY = join(import.meta.dirname, "..", "..", "..", "policy");
const FAST = { typescript: false, nodeargs: "--require @tidegate/fast-start" };

/** Of GitHub's form, so that detectors know it. */
const SECRET = `ghp_${randomBytes(60).toString("base64").replaceAll(/\W/g, "a").slice(0, 36)}`;

/** Each pack, and what it is configured with: the packs one by one, all in one, and one that fails in every way. */
const ASKED = [
  ...PACKS.map(({ name, policies: own }) => ({ folder: join(POLICY, name), levels: levelsOf(own, "prod") })),
  { folder: join(POLICY, "all"), levels: levelsOf(policies, "prod") },
  { folder: SAMPLE, levels: levelsOf(samples, "prod") },
];

/** Lines of the engine's log that are about packs, or about what is shown. */
const OF_PACKS = /"msg":"(?:Analyzer\[|eventSink::|.{0,80}(?:policy pack|violation|diagnostic))/i;

/** Everything that the program holds of it is a secret of Pulumi's, so that the engine itself shows none of it. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { gzipSync } from "node:zlib";

class Thing extends pulumi.ComponentResource {}
const secret = process.env.PLANTED ?? "";
const hidden = (value: unknown) => pulumi.secret(value);
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const containers = JSON.stringify([{ name: "api", environment: [{ name: "TOKEN", value: secret }], command: [\`--token=\${secret}\`] }]);

new Thing("aws:ecs/taskDefinition:TaskDefinition", "definition", { containerDefinitions: hidden(containers) });
new Thing("aws:ec2/launchTemplate:LaunchTemplate", "template", { userData: hidden(base64(\`export TOKEN=\${secret}\`)) });
new Thing("aws:ec2/instance:Instance", "packed", { userDataBase64: hidden(base64(gzipSync(\`export TOKEN=\${secret}\`))) });
new Thing("aws:secretsmanager/secretVersion:SecretVersion", "version", { secretString: hidden(secret) });
new Thing("aws:rds/instance:Instance", "database", { password: hidden(secret), tags: hidden({ [secret]: secret }) });
new Thing("aws:iam/accessKey:AccessKey", "key", { secret: hidden(secret) });
new Thing("aws:iam/role:Role", "role", { assumeRolePolicy: hidden(\`{"\${secret}": \`) });
new Thing("aws:iam/rolePolicy:RolePolicy", "policy", { policy: hidden(JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Sid: secret }] })) });
new Thing("github:index/actionsSecret:ActionsSecret", "actions", { secretName: hidden(\`AWS_SECRET_\${secret}\`), value: hidden(secret) });
new Thing("oci:Identity/policy:Policy", "statements", { statements: hidden([\`Allow any-user to manage all-resources in tenancy where x='\${secret}'\`]) });
new Thing("pulumiservice:index:DeploymentSettings", "settings", { operationContext: hidden({ environmentVariables: { DEPLOY_TOKEN: secret } }) });
new Thing("command:local:Command", "command", { create: hidden(\`login https://user:\${secret}@host/?token=\${secret}\`) });
const ways: string[] = ${JSON.stringify(Object.keys(EXPLOSIONS))};
ways.forEach((explode, index) => new Thing("test:index:Thing", \`careless-\${index}\`, { explode, hidden: hidden({ deep: [secret] }) }));
export const token = hidden(secret);
`;

describe("what comes out of the engine, asked with every pack", function () {
  this.timeout(180_000);

  /** Arguments for all packs, each with its levels and what `more` adds to all of them. */
  async function packs({ folder }: Program, more: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
    const given = await Promise.all(
      ASKED.map(async (pack, index) => {
        const file = join(folder, `levels-${index}.json`);
        await writeFile(file, JSON.stringify({ ...pack.levels, ...more }));
        return ["--policy-pack", join(pack.folder, "run"), "--policy-pack-config", file];
      }),
    );
    return given.flat();
  }

  function planted(use: (program: Program) => Promise<void>): Promise<void> {
    return withProgram(PROGRAM, FAST, async (program) => {
      Object.assign(program.env, { PLANTED: SECRET, PULUMI_DEBUG_COMMANDS: "1" });
      await use(program);
    });
  }

  it("tells violations and failures of all packs, and nothing of the secret, in text, diff and event log", async () => {
    await planted(async (program) => {
      const log = join(program.folder, "events.json");
      const { ok, output } = await program.pulumi("preview", "--diff", "--event-log", log, ...(await packs(program)));
      assert.equal(ok, false);
      for (const policy of [
        "no-secret-by-content",
        "no-secret-in-outputs",
        "aws-no-administrator",
        "database-encrypted",
      ]) {
        assert.ok(output.includes(policy), `${policy}\n${output}`);
      }
      const failed = output.match(/The policy careless gave no judgement: it failed/g) ?? [];
      assert.equal(failed.length, Object.keys(EXPLOSIONS).length, output);
      assertSilent(output);
      assertSilent(await readFile(log, "utf8"));
    });
  });

  it("tells nothing of it in JSON, nor in what the engine logs of the packs", async () => {
    await planted(async (program) => {
      const args = ["preview", "--json", "--logtostderr", "-v=9", ...(await packs(program))];
      const { ok, output } = await program.pulumi(...args);
      assert.equal(ok, false);
      const logged = output.indexOf('{"time":');
      assert.ok(logged > 0, "the log stands behind the JSON");
      assertSilent(output.slice(0, logged));
      // At this level the engine logs what the program registers; of what packs say it must log nothing.
      const lines = output
        .slice(logged)
        .split("\n")
        .filter((line) => OF_PACKS.test(line));
      assert.ok(lines.length > 100, `${lines.length} lines about packs`);
      assertSilent(lines.join("\n"));
    });
  });

  it("tells nothing of a secret that stands in a configuration that is refused", async () => {
    await planted(async (program) => {
      for (const more of [
        { "required-tags": { keys: SECRET, values: { Owner: 1 }, [SECRET]: SECRET } },
        { closed: { allowed: SECRET } },
        { exemptions: { list: [{ policy: SECRET, resource: SECRET, reason: SECRET, until: SECRET }] } },
        { exemptions: { list: [{ policy: SECRET, resource: SECRET, reason: "It has one.", until: "2099-13-31" }] } },
        { exemptions: { list: SECRET } },
      ]) {
        const { ok, output } = await program.pulumi("preview", ...(await packs(program, more)));
        assert.equal(ok, false);
        assertSilent(output);
      }
    });
  });
});

/** Names the lines that tell it, and doesn't tell it itself. */
function assertSilent(text: string): void {
  const lines = text.split("\n").filter((line) => formsIn(line, SECRET).length > 0);
  assert.deepEqual(
    lines.map((line) => line.replaceAll(SECRET, "<secret>").slice(0, 400)),
    [],
  );
  assert.deepEqual(formsIn(text, SECRET), []);
}
