/** What policy/secret-free says of a state, as an audit asks it. */
import { Buffer } from "node:buffer";
import { judge } from "../../../../cli/audit/judge.ts";
import { policies } from "../../../../policy/secret-free/policies.ts";
import type { Planted, PlantedState } from "./states.ts";

/** @returns what was planted in the resources that a policy found something in */
export async function reportedIn({ text, planted }: PlantedState): Promise<Planted[]> {
  const bytes = Buffer.from(text);
  const found = new Set<string>();
  const { unreadable } = await judge(
    {
      async *chunks() {
        yield await Promise.resolve(bytes);
      },
      text: (start, end) => bytes.toString("utf8", start, end),
      close: () => undefined,
    },
    {
      rules: policies.map((policy) => ({ policy, config: {} })),
      exemptions: [],
      today: "2026-11-01",
      tell: ({ urn }) => found.add(urn),
      read: () => undefined,
    },
  );
  if (unreadable !== undefined) throw unreadable;
  return planted.filter(({ urn }) => found.has(urn));
}
