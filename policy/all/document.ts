/** docs/policies.md, out of the policies themselves. */
import type { Policy } from "@tidegate/policy";
import type { Pack } from "./packs.ts";

/** The whole document. @param audit policies that only `tidegate audit` asks; default: none */
export function documentOf(packs: readonly Pack[], audit: readonly Policy[] = []): string {
  const sections: readonly Pack[] = [...packs, { name: "Only in `tidegate audit`", summary: AUDIT, policies: audit }];
  return [HEAD, ...sections.filter(({ policies }) => policies.length > 0).map(packText)].join("\n");
}

const AUDIT = `What a state tells and a preview doesn't. \`npm run audit\` holds these beside the policies of all packs. An exemption may name them
also in a file that packs are configured with.`;

const HEAD = `# Policies

What holds of every stack, checked at each preview and update. This file is made out of the policies: change them, then run
\`npm run policies -- write\`. \`mandatory\` ends a preview; \`advisory\` is a line in its output; \`remediate\` sets right what can be set
right, and is as strict as \`mandatory\` about the rest.

\`\`\`bash
pulumi preview --policy-pack policy/all/run --policy-pack-config policy/all/dev.json
\`\`\`

\`policy/all\` holds every policy in one process. Each pack also runs alone, from its \`run\` or, under the official command line, from
its folder. Without \`--policy-pack-config\` the levels are those of prod.

## Exemptions

An exemption is configured under \`exemptions\`, in the file that \`--policy-pack-config\` takes. It has a reason and a last day, and each
preview lists it. After its last day it counts no longer.

\`\`\`json
{
  "exemptions": {
    "list": [
      {
        "policy": "name-of-a-policy",
        "resource": "urn:pulumi:dev::project::aws:s3/bucket:Bucket::assets",
        "reason": "Public by its purpose: it serves the site's pictures.",
        "until": "2027-03-31"
      }
    ]
  }
}
\`\`\`

In \`resource\`, \`*\` stands for any text.
`;

function packText({ name, summary, policies }: Pack): string {
  return [`## ${name}\n\n${summary}\n`, ...policies.map(policyText)].join("\n");
}

function policyText(policy: Policy): string {
  const { name, description, remedy, sources, levels } = policy;
  return [
    `### ${name}\n`,
    `${description}\n`,
    `- About: ${about(policy)}`,
    `- Level: ${levels.dev} in dev, ${levels.prod} in prod${remedies(policy) ? "; what is safe to set right is set right" : ""}`,
    `- Remedy: ${remedy}`,
    ...(sources.length === 0 ? [] : [`- Sources: ${sources.map(sourceText).join("; ")}`]),
    ...settings(policy),
    "",
  ].join("\n");
}

function about(policy: Policy): string {
  if (policy.about === "stack") return "the whole stack";
  if (policy.types.length === 0) return "a resource that nothing else can be asked about";
  return policy.types === "all" ? "every resource" : policy.types.map((type) => `\`${type}\``).join(", ");
}

function remedies(policy: Policy): boolean {
  return policy.about === "resource" && policy.remediate !== undefined;
}

function sourceText(source: string): string {
  return /^https?:\/\/\S+$/.test(source) ? `<${source}>` : source;
}

interface Key {
  readonly default: unknown;
  readonly describes: string;
}

function settings({ config }: Policy): string[] {
  const keys: Readonly<Record<string, Key>> = { ...config };
  const lines = Object.entries(keys).map(
    ([key, { default: value, describes }]) => `  - \`${key}\`: ${describes} Default: \`${JSON.stringify(value)}\``,
  );
  return lines.length === 0 ? [] : ["- Configuration:", ...lines];
}
