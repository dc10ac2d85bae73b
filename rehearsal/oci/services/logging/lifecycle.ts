/** The states that the things of Logging go through: until its work request ends, a thing can't be changed again. */
import { logGroups, logs, unifiedAgentConfigurations } from "../../collections.ts";
import type { Collection } from "../../collection.ts";
import { incorrectState } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import { forgetEntries } from "./entries.ts";

interface Thing {
  id: string;
  lifecycleState?: string;
  isEnabled?: boolean;
}

/** @throws ServiceError 409 while an earlier change is under way */
export function needSettled({ id, lifecycleState = "" }: Thing): void {
  if (!["ACTIVE", "INACTIVE"].includes(lifecycleState)) {
    throw incorrectState(`${id} is ${lifecycleState}. Wait for its work request to end, then try again.`);
  }
}

/**
 * Brings a thing to where its change leads: ACTIVE, INACTIVE when it is disabled, or gone.
 * @param entityType `loggroup`, `log` or `unifiedagentconfiguration`, as it stands in the work request
 */
export function finish(moment: Moment, entityType: string, id: string, actionType: string): void {
  switch (entityType) {
    case "loggroup":
      return settle(moment, logGroups, id, actionType);
    case "log":
      if (actionType === "DELETED") {
        forgetEntries(moment.world, id);
      }
      return settle(moment, logs, id, actionType);
    case "unifiedagentconfiguration":
      return settle(moment, unifiedAgentConfigurations, id, actionType);
    default:
      throw new Error(`A work request of Logging is about a ${entityType}, which Logging has none of.`);
  }
}

function settle<T extends Thing>(moment: Moment, things: Collection<T>, id: string, actionType: string): void {
  if (actionType === "DELETED") {
    things.remove(moment.world, id);
    return;
  }
  const thing = things.need({ world: moment.world, now: moment.now }, id);
  things.put(moment, id, { ...thing, lifecycleState: thing.isEnabled === false ? "INACTIVE" : "ACTIVE" });
}
