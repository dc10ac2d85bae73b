import type { Finding, JudgedResource } from "@tidegate/policy";
import { documentsOf, grantsEverything, isBoundary } from "@tidegate/policy/documents";
import type { PlacedDocument, Statement } from "@tidegate/policy/documents";

/**
 * Looks at each statement by which a resource's identity policies allow something. A boundary allows nothing by itself, and what
 * allows everything is told by `aws-no-administrator`.
 */
export function inEachGrant(
  resource: JudgedResource,
  find: (document: PlacedDocument, statement: Statement) => readonly Finding[],
): Finding[] {
  if (isBoundary(resource)) return [];
  return documentsOf(resource, "identity").flatMap((document) =>
    (document.statements ?? [])
      .filter((statement) => statement.effect === "Allow" && !grantsEverything(statement))
      .flatMap((statement) => find(document, statement)),
  );
}
