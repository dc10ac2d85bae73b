/** Mistakes that show when order-tracking is taken down. */
import type { Mistake } from "../mistake.ts";

export const NO_LAST_SNAPSHOT: Mistake = {
  name: "a database that is to leave a last snapshot without a name",
  at: ["Instance", "db"],
  change: ({ finalSnapshotIdentifier: _, ...others }) => others,
  fails: "afterwards",
  says: /final_snapshot_identifier is required when skip_final_snapshot is false/,
};

/** No mistake of the program: somebody else has put something there. */
export const VPC_IN_USE: Omit<Mistake, "change"> = {
  name: "a VPC in which somebody else has something",
  at: ["Vpc", "network-vpc"],
  fails: "afterwards",
  says: /DependencyViolation: The vpc 'vpc-\w+' has dependencies and cannot be deleted/,
};
