/** The provider behind ConfigurationShelf: a key when it is made, and a clearing-up when it is taken away. */
import type { dynamic } from "@pulumi/pulumi";
import { faultText, ocidFaults } from "@tidegate/faults";
import { regionOf } from "./parts.ts";
import type { Parts } from "./parts.ts";
import { isKnown } from "./properties.ts";
import type { ShelfInputs, ShelfState } from "./properties.ts";

export type ShelfProvider = Omit<Required<dynamic.ResourceProvider<ShelfInputs, ShelfState>>, "configure">;

export function shelfProvider(parts: Pick<Parts, "configurations" | "randomKey">): ShelfProvider {
  return {
    check: async (_olds, news) => ({ inputs: news, failures: failuresOf(news) }),
    diff: async (_id, olds, news) => ({
      changes: olds.compartmentId !== news.compartmentId || olds.regionalId !== news.regionalId,
    }),
    create: async (inputs) => ({ id: `shelf-${parts.randomKey()}`, outs: { ...inputs, formerCompartmentIds: [] } }),
    read: async (id, props) => ({ id, ...(props !== undefined && { props }) }),
    update: async (_id, olds, news) => ({ outs: { ...news, formerCompartmentIds: formerCompartments(olds, news) } }),
    delete: async (id, state) => {
      for (const compartmentId of [state.compartmentId, ...state.formerCompartmentIds]) {
        await clear(parts, id, compartmentId, state.regionalId);
      }
    },
  };
}

/** The configurations that were kept for a rollback stay where they were made when the service moves. */
function formerCompartments(olds: ShelfState, news: ShelfInputs): readonly string[] {
  const former = new Set([...olds.formerCompartmentIds, olds.compartmentId]);
  former.delete(news.compartmentId);
  return [...former];
}

/** Removes all that stands on the shelf. What can't be removed is told when the rest is gone. */
async function clear(
  { configurations }: Pick<Parts, "configurations">,
  shelf: string,
  compartmentId: string,
  regionalId: string,
): Promise<void> {
  const port = await configurations({ compartmentId, shelf, region: regionOf(regionalId) });
  const left: string[] = [];
  for (const { id } of await port.list()) {
    try {
      await port.remove(id);
    } catch (error) {
      left.push(`  ${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (left.length > 0) {
    throw new Error(
      `These instance configurations of ${shelf} could not be deleted:\n${left.join("\n")}\n` +
        "An instance pool may still use them. Take it away and run this again.",
    );
  }
}

function failuresOf({ compartmentId, regionalId }: ShelfInputs): dynamic.CheckFailure[] {
  const isTenancy = compartmentId.startsWith("ocid1.tenancy.");
  const faults = isTenancy ? [] : ocidFaults("compartmentId", compartmentId, "compartment");
  const noRegion = isKnown(regionalId) && regionOf(regionalId) === undefined;
  const accepted = "the OCID of something in the region, as of a subnet";
  return [...faults, ...(noRegion ? [{ path: "regionalId", given: regionalId, accepted }] : [])]
    .filter(({ given }) => isKnown(given))
    .map((fault) => ({ property: fault.path, reason: faultText(fault) }));
}
