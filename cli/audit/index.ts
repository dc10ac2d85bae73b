/** `tidegate audit`: the policies, held against states that exist already. */
export { addAudit } from "./command.ts";
