/** Names as ECS takes them. */
import type { Fault } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";

/** Letters, digits, hyphens and underscores, so many at most. */
export function ecsNameFaults(path: string, given: string, most: number): Fault[] {
  const accepted = `1 to ${most} letters, digits, hyphens and underscores`;
  return textFaults(path, given, new RegExp(`^[A-Za-z0-9_-]{1,${most}}$`), accepted);
}
