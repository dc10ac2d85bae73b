/** Who served from when to when, as a stack's output tells it. */

export interface Served {
  /** OCID of the instance configuration. */
  readonly configurationId: string;
  /** ISO 8601. */
  readonly from: string;
  /** ISO 8601; left out for the one that serves. */
  readonly to?: string;
  /** How the rollout that brought it ended: `moved`, `returned: cause`... */
  readonly outcome: string;
}

/**
 * The history that the rollout's resource holds in an exported state. A stack's outputs are only written by an `up` that
 * ends well: a try that failed is not among them.
 */
export function historyIn(state: unknown): unknown {
  const resources = at(at(state, "deployment"), "resources");
  const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const rollout = all.find((resource) => String(at(resource, "type")).endsWith(":SurgeRollout"));
  return at(at(rollout, "outputs"), "history");
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}

/** @throws Error when it isn't what a SurgeRollout's `history` holds */
export function readHistory(output: unknown): Served[] {
  if (!Array.isArray(output)) {
    throw new Error("The stack's state holds no rollout. Run `pulumi up` once with this version of the program.");
  }
  return output.map((entry: unknown, index) => {
    const field = (key: string) => at(entry, key);
    const [configurationId, from, to, outcome] = [
      field("configurationId"),
      field("from"),
      field("to"),
      field("outcome"),
    ];
    if (typeof configurationId !== "string" || typeof from !== "string" || typeof outcome !== "string") {
      throw new Error(`history[${index}] can't be read: it needs configurationId, from and outcome.`);
    }
    return { configurationId, from, ...(typeof to === "string" && { to }), outcome };
  });
}

/** The configuration that served before the one that serves now; undefined when there is none. */
export function previousOf(outputs: Readonly<Record<string, unknown>>): string | undefined {
  const previous = outputs["previous_instance_configuration_id"];
  return typeof previous === "string" && previous !== "" ? previous : undefined;
}

/** The history as a table, newest first. */
export function historyTable(history: readonly Served[]): string {
  if (history.length === 0) {
    return "Nothing has served yet.";
  }
  const rows = [
    ["FROM", "TO", "OUTCOME", "INSTANCE CONFIGURATION"],
    ...history.map(({ configurationId, from, to, outcome }) => [from, to ?? "serves now", outcome, configurationId]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
