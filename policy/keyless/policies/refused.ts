/** Resources that are refused for what they are. */
import type { Finding } from "@tidegate/policy";

/** Types, each with what it is: `keeps an access key`. */
export type Refused = Readonly<Record<string, string>>;

/** The finding for a resource of one of these types, whatever its properties are. */
export function refusedFindings(refused: Refused, type: string, rule = "key"): Finding[] {
  const says = refused[type];
  return says === undefined ? [] : [{ path: "", rule, says }];
}
