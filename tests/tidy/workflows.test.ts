import assert from "node:assert/strict";
import type { ProjectFile } from "./files.ts";
import { keylessWorkflows, OWN_PULL_REQUEST, plainWorkflows } from "./workflows.ts";

const workflow = (text: string): ProjectFile => ({ path: ".github/workflows/x.yml", text });
const scripts: ProjectFile = { path: "package.json", text: JSON.stringify({ scripts: { test: "x", plan: "x" } }) };
const pinned = "a".repeat(40);

describe("the rule about workflows", () => {
  const judge = (step: string) => plainWorkflows([scripts, workflow(`jobs:\n  x:\n    steps:\n      - ${step}`)]);

  for (const step of [
    "run: npm ci",
    "run: npm test",
    'run: npm run plan -- show "$SYSTEM"',
    `uses: actions/checkout@${pinned} # v1`,
  ]) {
    it(`lets a step be ${step}`, () => {
      assert.deepEqual(judge(step), []);
    });
  }

  for (const [step, reason] of [
    ["run: make", /npm scripts only/],
    ["run: npm ci && make", /npm scripts only/],
    ["run: npm install", /npm scripts only/],
    ["run: npm run gone", /no script "gone"/],
    ["run: npm run plan -- ${{ github.head_ref }}", /by env/],
    ["uses: actions/checkout@v7", /full commit hash/],
  ] as const) {
    it(`refuses ${step}`, () => {
      const [violation, ...more] = judge(step);
      assert.match(violation?.message ?? "", reason);
      assert.deepEqual(more, []);
    });
  }
});

describe("the rule that workflows hold no key", () => {
  const text = (more: { on?: string; top?: string; condition?: string; step?: string }): string => `
on: ${more.on ?? "pull_request"}
permissions: ${more.top ?? "{}"}
jobs:
  preview:
    if: ${more.condition ?? OWN_PULL_REQUEST}
    permissions:
      id-token: write
    steps:
      - run: npm ci
        ${more.step ?? ""}`;
  const judge = (more: Parameters<typeof text>[0]) => keylessWorkflows([workflow(text(more))]);

  for (const [what, more] of Object.entries({
    "an identity token for own pull requests": {},
    "more conditions beside": { condition: `x == 'y' && ${OWN_PULL_REQUEST}` },
    "GitHub's own token": { step: "env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' }" },
    "a role's name and a public client": {
      step: "env: { A: '${{ vars.AWS_PREVIEW_ROLES }}', B: '${{ vars.OCI_WIF_CLIENT_IDENTIFIER }}' }",
    },
    "a role's name, computed": { step: "env: { A: \"${{ vars[format('AWS_REGION_{0}', matrix.suffix)] }}\" }" },
    "an identity token on a push": { on: "push", condition: "true" },
  })) {
    it(`lets them have ${what}`, () => {
      assert.deepEqual(judge(more), []);
    });
  }

  for (const [what, more, reason] of [
    ["a stored key of AWS", { step: "env: { A: '${{ secrets.AWS_ACCESS_KEY_ID }}' }" }, /secrets\.AWS_ACCESS_KEY_ID/],
    ["any other secret", { step: "env: { A: '${{ secrets.DEPLOY }}' }" }, /secrets\.DEPLOY/],
    ["a secret by a computed name", { step: "env: { A: '${{ secrets[format(1)] }}' }" }, /secrets\[/],
    ["all secrets, inherited", { step: "secrets: inherit" }, /secrets:/],
    ["an action's input for a key", { step: "with: { aws-access-key-id: x }" }, /aws-access-key-id/],
    ["a key of OCI in the environment", { step: "env: { OCI_CLI_KEY_CONTENT: x }" }, /OCI_CLI_KEY_CONTENT/],
    ["a key among variables", { step: "env: { A: '${{ vars.DEPLOY_TOKEN }}' }" }, /vars\.DEPLOY_TOKEN/],
    [
      "a key among variables, by a computed name",
      { step: "env: { A: \"${{ vars[format('API_KEY_{0}', matrix.suffix)] }}\" }" },
      /vars\[format\('API_KEY/,
    ],
    ["Pulumi's own token", { step: "env: { PULUMI_ACCESS_TOKEN: x }" }, /PULUMI_ACCESS_TOKEN/],
    ["identity for every job", { top: "{ id-token: write }" }, /every job/],
    ["every right for every job", { top: "write-all" }, /every job/],
    ["identity for forks", { condition: "true" }, /fork's job "preview"/],
    ["identity for forks, by a way around", { condition: `${OWN_PULL_REQUEST} || true` }, /fork's job/],
    ["identity for forks alone", { condition: OWN_PULL_REQUEST.replace("==", "!=") }, /fork's job/],
    ["pull_request_target", { on: "pull_request_target" }, /use pull_request/],
  ] as const) {
    it(`refuses ${what}`, () => {
      const [violation, ...more_] = judge(more);
      assert.match(violation?.message ?? "", reason);
      assert.deepEqual(more_, []);
    });
  }
});
