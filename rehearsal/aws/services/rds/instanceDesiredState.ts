/** @see https://www.pulumi.com/registry/packages/aws/api-docs/rds/instancedesiredstate/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt } from "../../parts.ts";
import { needInstance } from "./instance.ts";
import { start, statusOf, stop } from "./state.ts";
import { DESIRED_STATE, INSTANCE } from "./types.ts";

/** World seconds until an instance has stopped or started: minutes on AWS. */
const CHANGE_SECONDS = 20;

/** To take it away leaves the instance as it is. */
export const instanceDesiredState: Kind = {
  type: DESIRED_STATE,
  replaces: ["identifier"],
  check: (inputs) => oneOf(inputs, "state", ["available", "stopped"]),
  create({ inputs }, cloud) {
    const wasSo = bring(inputs, cloud);
    return { id: textAt(inputs, "identifier") ?? "", outputs: {}, notes: { readyAt: cloud.now + after(wasSo) } };
  },
  update({ inputs, resource }, cloud) {
    resource.notes = { readyAt: cloud.now + after(bring(inputs, cloud)) };
    return {};
  },
  read(resource, cloud) {
    const instance = cloud.list(INSTANCE).find(({ outputs }) => outputs["identifier"] === resource.id);
    if (instance === undefined) return {};
    const state = statusOf(instance, cloud);
    return { inputs: { state }, outputs: { state } };
  },
  settled: ({ notes, inputs }, cloud) =>
    cloud.now >= (numberAt(notes, "readyAt") ?? 0)
      ? { state: "ready" }
      : { state: "pending", status: inputs["state"] === "stopped" ? "stopping" : "starting", seconds: 1800 },
};

const after = (wasSo: boolean): number => (wasSo ? 0 : CHANGE_SECONDS * 1000);

/** Whether it was in that state before. */
function bring(inputs: Properties, cloud: Cloud): boolean {
  const instance = needInstance(textAt(inputs, "identifier"), cloud);
  const wanted = textAt(inputs, "state");
  if (statusOf(instance, cloud) === wanted) return true;
  if (wanted === "stopped") stop(instance, cloud);
  else start(instance, cloud);
  return false;
}
