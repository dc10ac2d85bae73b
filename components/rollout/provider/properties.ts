/** What a rollout's resource is given, and what it has when it is done. Plain values, as they travel to the state and back. */
import type { RolloutChoice } from "../choice.ts";
import type { HistoryEntry } from "./history.ts";

export interface SurgeRolloutInputs extends RolloutChoice {
  readonly instancePoolId: string;
  readonly compartmentId: string;
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  readonly backendPort: number;
  readonly shelf: string;
  readonly targetConfigurationId: string;
  readonly protect?: readonly string[];
  readonly subnetId?: string;
  readonly trigger?: string;
  readonly report?: { readonly folder: string };
}

export interface SurgeRolloutState extends SurgeRolloutInputs {
  readonly servingConfigurationId: string;
  readonly previousConfigurationId: string;
  readonly servingSince: string;
  readonly outcome: string;
  readonly history: readonly HistoryEntry[];
  readonly reportFiles: readonly string[];
}

export interface ShelfInputs {
  readonly compartmentId: string;
  readonly regionalId: string;
}

export interface ShelfState extends ShelfInputs {
  readonly formerCompartmentIds: readonly string[];
}

/** What stands for a value that isn't known before `up`: Pulumi's own marker. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isKnown(value: unknown): boolean {
  return value !== UNKNOWN;
}

/** The inputs alone, out of inputs or a state. */
export function inputsOf(bag: SurgeRolloutInputs): Record<string, unknown> {
  const outputs: readonly string[] = OUTPUTS;
  return Object.fromEntries(
    Object.entries(bag).filter(
      ([key, value]: [string, unknown]) => !outputs.includes(key) && !key.startsWith("__") && value !== undefined,
    ),
  );
}

const OUTPUTS = [
  "servingConfigurationId",
  "previousConfigurationId",
  "servingSince",
  "outcome",
  "history",
  "reportFiles",
  "id",
  "urn",
] as const satisfies readonly (keyof SurgeRolloutState | "id" | "urn")[];
