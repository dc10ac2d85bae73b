/** The administrator's commands for the foundation. */
export { addFoundation, movePorts, openFoundation } from "./command.ts";
export type { Foundation } from "./command.ts";
export { moveState } from "./move.ts";
export type { MovePorts } from "./move.ts";
