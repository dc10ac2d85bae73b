/** The commands from their options on, with what surrounds them as data. */
import assert from "node:assert/strict";
import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runExplain, runMatrix } from "../../../cli/trust/run.ts";
import type { ExplainOptions, Surroundings } from "../../../cli/trust/run.ts";
import { exportedState, namedStack } from "../../../cli/trust/stackState.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import { allow, MAIN, OCI_AUDIENCE, policyText, PROD, ROLE_NAME, stateText } from "./state.ts";

/** @param files by name; `-` is standard input */
function around(files: Readonly<Record<string, string>>, said: string[] = []): Surroundings {
  return {
    read: (file) => {
      const text = files[file];
      if (text === undefined) throw new Error(`ENOENT: no such file, open '${file}'`);
      return text;
    },
    isTerminal: !("-" in files),
    pulumi: () => Promise.reject(new Error("No engine in this test.")),
    say: (line) => said.push(line),
  };
}

const STATE = around({ "state.json": stateText(), "-": stateText() });
const explained = (options: ExplainOptions = { state: "state.json" }, subject: string = MAIN, from = STATE) =>
  runExplain(subject, options, from);

/** What is wrong, and what is said. */
const WRONG: Readonly<Record<string, readonly [options: ExplainOptions, said: RegExp, from?: Surroundings]>> = {
  "no state on a terminal": [{}, /Give --stack dev or --state FILE/, around({})],
  "a file that isn't there": [{ state: "nowhere.json" }, /ENOENT.*nowhere\.json/],
  "a file that is no state": [{ state: "x" }, /Neither a state/, around({ x: "{}" })],
  "a claim without a value": [{ claim: ["repository"] }, /--claim takes name=value, not "repository"/],
  "a claim that has a place of its own": [{ claim: ["aud=x"] }, /The claim aud has a place of its own/],
  "an issuer in clear text": [{ issuer: "http://x.example" }, /--issuer takes github, pulumi or an https URL/],
  "an empty audience": [{ aud: "" }, /--aud takes one audience/],
  "a session's policy that is none": [{ sessionPolicy: "y" }, /y is no policy/, around({ "-": stateText(), y: "[]" })],
  "a stack's name that is none": [{ stack: "a/b/c/d" }, /--stack takes dev, foundation\/dev/],
  "a stack's name with a way out": [{ stack: "../dev" }, /--stack takes/],
  "a project that isn't there": [
    { stack: "nobody/dev" },
    /There is no project nobody: stacks\/nobody\/Pulumi\.yaml is missing/,
  ],
};

describe("tidegate trust refuses", () => {
  for (const [what, [options, said, from]] of Object.entries(WRONG)) {
    it(what, async () => {
      await assert.rejects(explained(options, MAIN, from), said);
    });
  }
});

describe("tidegate trust", () => {
  it("reads standard input where no file is named", async () => {
    assert.equal(await explained({}), await explained());
  });

  it("tells of a subject of unknown form, and judges it all the same", async () => {
    const said: string[] = [];
    const text = await explained({}, "repo:x", around({ "-": stateText() }, said));
    assert.match(said.join("\n"), /writes no subject like "repo:x"/);
    assert.match(text, /takes 0 of 2 roles/);
    await runMatrix(["repo:y"], {}, around({ "-": stateText() }, said));
    assert.match(said.join("\n"), /writes no subject like "repo:y"/);
  });

  it("narrows by a session's policy", async () => {
    const files = { "-": stateText(), p: policyText(allow("s3:*")) };
    assert.match(
      await explained({ sessionPolicy: "p" }, MAIN, around(files)),
      /within boundary and p\n {2}ecs {2}nothing, 1 more held back/,
    );
  });

  it("explains as JSON", async () => {
    const told: unknown = JSON.parse(await explained({ json: true }));
    const { aws, oci, ...token } = Object(told) as Record<string, unknown>;
    assert.deepEqual(token, {
      issuer: "https://token.actions.githubusercontent.com",
      subject: MAIN,
      audiences: { aws: "sts.amazonaws.com", oci: OCI_AUDIENCE },
      others: {},
      untold: [],
    });
    const [deploy, prod] = [aws].flat();
    assert.deepEqual(Object.keys(Object(deploy) as object), [
      "role",
      "arn",
      "takes",
      "boundary",
      "unseen",
      "grants",
      "couldWidenBy",
    ]);
    assert.deepEqual(prod, {
      role: "shop-prod-deploy",
      arn: "arn:aws:iam::111122223333:role/shop-prod-deploy",
      takes: false,
      why: `its subjects are ${PROD}`,
    });
    assert.match(JSON.stringify(oci), /"user":"pay-dev-deploy","rule":.*"widens":\[\]/);
  });

  it("draws the matrix as JSON", async () => {
    const told: unknown = JSON.parse(await runMatrix([MAIN], { json: true }, STATE));
    assert.deepEqual(told, {
      roles: [
        { cloud: "aws", name: ROLE_NAME },
        { cloud: "aws", name: "shop-prod-deploy" },
        { cloud: "oci", name: "pay-dev-deploy" },
      ],
      subjects: [
        {
          subject: MAIN,
          issuer: "https://token.actions.githubusercontent.com",
          takes: [
            { cloud: "aws", name: ROLE_NAME },
            { cloud: "oci", name: "pay-dev-deploy" },
          ],
        },
      ],
    });
  });
});

describe("a stack by its name", () => {
  it("is the foundation's, a system's, or one of an organization", async () => {
    await withTemporaryFolder("trust", async (root) => {
      const pay = join(root, "stacks", "pay");
      await mkdir(pay, { recursive: true });
      for (const folder of [root, pay]) await writeFile(join(folder, "Pulumi.yaml"), "");
      const foundation = { folder: root, project: "foundation" };
      assert.deepEqual(namedStack("dev", root), { ...foundation, stack: "dev" });
      assert.deepEqual(namedStack("foundation/prod", root), { ...foundation, stack: "prod" });
      assert.deepEqual(namedStack("acme/foundation/prod", root), { ...foundation, stack: "acme/foundation/prod" });
      assert.deepEqual(namedStack("pay/dev", root), { folder: pay, project: "pay", stack: "dev" });
    });
  });

  it("is exported by the engine, or the engine's reason is told", async () => {
    const asked: (readonly string[])[] = [];
    const answer = (code: number, output: string) => (args: readonly string[]) => {
      asked.push(args);
      return Promise.resolve({ code, output, stdout: output });
    };
    const stack = { folder: "here", project: "foundation", stack: "dev" };
    assert.equal(await exportedState(stack, answer(0, "{}")), "{}");
    assert.deepEqual(asked[0], ["-C", "here", "stack", "export", "--stack", "dev"]);
    await assert.rejects(
      exportedState(stack, answer(1, "error: no stack named 'dev' found\n")),
      /The state of foundation dev can't be read:\nerror: no stack named 'dev' found\nIs this shell logged in/,
    );
  });
});
