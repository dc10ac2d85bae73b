/** The names of load balancers and target groups. */
import type { NameRule } from "../../kind.ts";

export const balancerName: NameRule = {
  property: "name",
  max: 32,
  pattern: /^(?!internal-)(?!-)[0-9A-Za-z-]+(?<!-)$/,
  accepted: "letters, digits and hyphens, not at the ends, not beginning with internal-, 32 characters at most",
};

export const targetGroupName: NameRule = {
  property: "name",
  max: 32,
  pattern: /^(?!-)[0-9A-Za-z-]+(?<!-)$/,
  accepted: "letters, digits and hyphens, not at the ends, 32 characters at most",
};
