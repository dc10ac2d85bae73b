import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { githubComments, tellPullRequest } from "../../../tools/ci/plan/comment.ts";
import { commentBody, LARGEST_COMMENT, MARKER, planSection } from "../../../tools/ci/plan/markdown.ts";
import { tellPlan } from "../../../tools/ci/plan/show.ts";
import { made } from "./made.ts";

const MAIN = join(import.meta.dirname, "../../../tools/ci/main.ts");
const TEXT = `Previewing update (dev):
  + oci:Core/vcn:Vcn: (create)
Resources:
    + 3 to create
    ~ 1 to update
    +-2 to replace
    12 unchanged
`;
const PLAN = { system: "trivia-pay", environment: "dev", text: TEXT, succeeded: true };

describe("a plan's section", () => {
  it("counts in its heading and folds the plan away", () => {
    const section = planSection(PLAN);
    assert.equal(section.split("\n", 1)[0], "### trivia-pay dev: 3 to create, 1 to update, 2 to replace");
    assert.ok(section.includes(`\`\`\`diff\n${TEXT}\`\`\``));
  });

  it("says when nothing changes and when the preview failed", () => {
    assert.match(planSection({ ...PLAN, text: "Resources:\n    12 unchanged\n" }), /^### trivia-pay dev: no change\n/);
    assert.match(planSection({ ...PLAN, succeeded: false }), /^### trivia-pay dev: the preview failed\n/);
  });

  it("can't be left by backticks in the plan", () => {
    const section = planSection({ ...PLAN, text: "a\n````\n</details> b" });
    assert.ok(section.includes("`````diff\na\n````\n"));
  });

  it("leaves out lines in the middle of one that is too long", () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
    const section = planSection({ ...PLAN, text: lines.join("\n") }, 10_000);
    assert.ok(Buffer.byteLength(section) <= 10_000, `${section.length}`);
    assert.match(section, /line 0\n/);
    assert.match(section, /\n\.\.\. \d+ lines left out \.\.\.\n/);
    assert.match(section, /line 4999\n/);
  });
});

describe("the comment's text", () => {
  it("begins with the marker and holds every plan and the way to the run", () => {
    const body = commentBody(
      [planSection(PLAN), planSection({ ...PLAN, environment: "prod" })],
      "https://example.com/run",
    );
    assert.ok(body.startsWith(MARKER));
    assert.match(body, /trivia-pay dev: 3[^]*trivia-pay prod: 3[^]*example\.com\/run/);
  });

  it("says when no stack is affected", () => {
    assert.match(commentBody([], "https://example.com/run"), /affects no stack/);
  });

  it("keeps to the headings where the plans don't fit", () => {
    const long = planSection({ ...PLAN, text: `${"x\n".repeat(40_000)}${TEXT}` });
    const body = commentBody([long, planSection({ ...PLAN, system: "order-tracking" })], "https://example.com/run");
    assert.ok(body.length <= LARGEST_COMMENT);
    assert.match(body, /trivia-pay dev: 3[^]*order-tracking dev: 3[^]*Too long[^]*example\.com\/run/);
    assert.ok(!body.includes("x\nx"));
  });
});

describe("telling a plan", () => {
  const told = (plan: typeof PLAN) => {
    const places = { log: [] as string[], complain: [] as string[], publish: [] as string[] };
    const code = tellPlan(plan, {
      log: (text) => places.log.push(text),
      complain: (line) => places.complain.push(line),
      publish: (section) => places.publish.push(section),
    });
    return { code, ...places };
  };

  it("shows it in the log and publishes it", () => {
    assert.deepEqual(told(PLAN), { code: 0, log: [TEXT], complain: [], publish: [planSection(PLAN)] });
  });

  it("shows a failed one too, and fails", () => {
    const failed = { ...PLAN, succeeded: false };
    const { code, publish } = told(failed);
    assert.deepEqual([code, publish], [1, [planSection(failed)]]);
  });

  it("shows nothing of one that holds a secret, but the line and the rule", () => {
    const token = made.githubToken();
    const { code, log, publish, complain } = told({ ...PLAN, text: `${TEXT}${token}` });
    assert.deepEqual([code, log, publish], [1, [], []]);
    assert.ok(
      complain.some((line) => line.trim() === "line 8: github-token"),
      complain.join("\n"),
    );
    assert.ok(!complain.join("\n").includes(token.slice(4)));
  });
});

describe("the comment on a pull request", () => {
  interface Comment {
    readonly id: number;
    readonly user: { readonly login: string } | null;
    body: string;
  }
  let comments: Comment[] = [];
  let calls: string[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      calls.push(`${method} ${url.split("?")[0] ?? ""} ${headers.authorization === "token t" ? "known" : "unknown"}`);
      const { body = "" } =
        chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as { body?: string }) : {};
      if (method === "POST") comments.push({ id: 99, user: { login: "github-actions[bot]" }, body });
      const id = Number(/comments\/(\d+)$/.exec(url)?.[1]);
      if (method === "PATCH") comments = comments.map((one) => (one.id === id ? { ...one, body } : one));
      response.writeHead(method === "POST" ? 201 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(method === "GET" ? comments : {}));
    });
  });
  let api = "";
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => void server.close());
  beforeEach(() => {
    [comments, calls] = [[], []];
  });

  const tell = (body: string) =>
    tellPullRequest(githubComments({ repository: "o/n", number: 7, token: "t", api }), body);

  it("is made once and updated afterwards", async () => {
    await tell(`${MARKER} one`);
    await tell(`${MARKER} two`);
    assert.deepEqual(
      comments.map(({ body }) => body),
      [`${MARKER} two`],
    );
    assert.deepEqual(calls, [
      "GET /repos/o/n/issues/7/comments known",
      "POST /repos/o/n/issues/7/comments known",
      "GET /repos/o/n/issues/7/comments known",
      "PATCH /repos/o/n/issues/comments/99 known",
    ]);
  });

  it("is never somebody else's, nor another one of our own", async () => {
    comments = [
      { id: 1, user: { login: "mallory" }, body: `${MARKER} mine` },
      { id: 2, user: null, body: `${MARKER} of nobody` },
      { id: 3, user: { login: "github-actions[bot]" }, body: `a report that quotes ${MARKER}` },
    ];
    await tell(`${MARKER} ours`);
    assert.deepEqual(
      comments.map(({ id }) => id),
      [1, 2, 3, 99],
    );
    assert.equal(comments[0]?.body, `${MARKER} mine`);
  });

  it("refuses a repository that is no owner/name", () => {
    for (const repository of ["n", "o/", "/n", "o/n/m"]) {
      assert.throws(() => githubComments({ repository, number: 7, token: "t", api }), /no owner\/name/);
    }
  });
});

describe("npm run plan", () => {
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [MAIN, ...args], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", ...env },
    });

  it("says what is missing and ends with 1, and with 2 where the call is wrong", () => {
    const outside = run(["comment", "plans"]);
    assert.deepEqual(
      [outside.status, outside.stderr],
      [1, "PULL_REQUEST isn't set: this runs in a workflow's step.\n"],
    );
    const stack = run(["show", "nowhere", "dev"]);
    assert.deepEqual([stack.status, stack.stderr.includes("There is no stack nowhere dev")], [1, true]);
    assert.equal(run(["show", "../stacks/trivia-pay", "dev"]).status, 1);
    assert.equal(run(["show"]).status, 2);
    assert.equal(run(["--help"]).status, 0);
  }).timeout(30_000);
});
