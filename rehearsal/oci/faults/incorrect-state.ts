import { incorrectState } from "../errors.ts";
import type { RequestFault } from "./request-fault.ts";

/** 409 IncorrectState, as when something else is under way with what is to be changed. Nothing has happened. */
export const incorrectStateFault: RequestFault = {
  kind: "incorrect-state",
  strike: () => ({
    before: () =>
      Promise.reject(incorrectState("Another change is under way. Wait until it has ended, then try again.")),
  }),
};
