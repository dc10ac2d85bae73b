/** What OCI launches instances by: an instance itself, or the details in a configuration for a pool. */
import type { Bag } from "@tidegate/policy";
import { at, isGiven, itemsOf, mayBe, within } from "./look.ts";
import type { Place } from "./look.ts";

/** The instance's own details; none where a configuration, which is judged by itself, has them. */
export function launchOf(instance: Bag): readonly Place[] {
  return mayBe(at(instance, "instanceConfigurationId"), isGiven) ? [] : [at(instance)];
}

/** Of a configuration: its one launch, or each of its options'. */
export function launchesOf(configuration: Bag): readonly Place[] {
  return detailsOf(configuration).flatMap((details) => itemsOf(within(details, "launchDetails")));
}

/** Of a configuration: the details of each network interface that its instances have from the start. */
export function interfacesOf(configuration: Bag): readonly Place[] {
  return [
    ...launchesOf(configuration).map((launch) => within(launch, "createVnicDetails")),
    ...detailsOf(configuration)
      .flatMap((details) => itemsOf(within(details, "secondaryVnics")))
      .map((secondary) => within(secondary, "createVnicDetails")),
  ];
}

function detailsOf(configuration: Bag): readonly Place[] {
  const details = at(configuration, "instanceDetails");
  return [...itemsOf(details), ...itemsOf(within(details, "options"))];
}
