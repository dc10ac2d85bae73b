/** What is wrong with the inputs of a rollout, as far as it can be seen without asking the cloud. */
import type { Fault } from "@tidegate/faults";
import { faultText, ocidFaults, ownName, portFaults, textFaults } from "@tidegate/faults";
import type { dynamic } from "@pulumi/pulumi";
import { choiceOf } from "../choice.ts";
import { folderFaults, knobFaults } from "../faults.ts";
import { isKnown } from "./properties.ts";
import type { SurgeRolloutInputs } from "./properties.ts";

/** Every fault, as the engine wants to be told: by property. What isn't known yet is judged when it is. */
export function inputFailures(inputs: SurgeRolloutInputs): dynamic.CheckFailure[] {
  return inputFaults(inputs).map((fault) => ({ property: fault.path, reason: faultText(fault) }));
}

function inputFaults(inputs: SurgeRolloutInputs): Fault[] {
  const { compartmentId, backendSetName, backendPort, shelf, report } = inputs;
  const faults = [
    ...OCIDS.flatMap(([name, kind]) => idFaults(name, inputs[name], kind)),
    // A tenancy's root is a compartment, too.
    ...(compartmentId.startsWith("ocid1.tenancy.") ? [] : idFaults("compartmentId", compartmentId, "compartment")),
    ...textFaults("backendSetName", backendSetName, /^\S{1,32}$/, "the name of a backend set, as in api-backend"),
    ...(isKnown(backendPort) ? portFaults("backendPort", backendPort) : []),
    ...(isKnown(shelf) ? textFaults("shelf", shelf, /^\S+$/, "the id of a ConfigurationShelf") : []),
    ...knobFaults(choiceOf(inputs), ownName),
    ...(report === undefined ? [] : folderFaults("report.folder", report.folder)),
  ];
  return faults.filter(({ given }) => isKnown(given));
}

const OCIDS = [
  ["instancePoolId", "instancepool"],
  ["loadBalancerId", "loadbalancer"],
  ["targetConfigurationId", "instanceconfiguration"],
  ["subnetId", "subnet"],
] as const satisfies readonly (readonly [keyof SurgeRolloutInputs, string])[];

function idFaults(path: string, given: string | undefined, kind: string): Fault[] {
  return given === undefined ? [] : ocidFaults(path, given, kind);
}
