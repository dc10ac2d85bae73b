/** Every rule. One more is one file and one line here. */
import { autoscaling } from "./autoscaling.ts";
import { capacity } from "./capacity.ts";
import { caps } from "./caps.ts";
import { counts } from "./counts.ts";
import { drained } from "./drained.ts";
import { outcome } from "./outcome.ts";
import { outside } from "./outside.ts";
import { pruned } from "./pruned.ts";
import { record } from "./record.ts";
import { room } from "./room.ts";
import type { Rule } from "./rule.ts";

export const RULES: readonly Rule[] = [
  capacity,
  counts,
  room,
  drained,
  outside,
  outcome,
  autoscaling,
  caps,
  pruned,
  record,
];
