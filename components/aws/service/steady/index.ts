export { revisionIn, revisionOf } from "./definition.ts";
export { lookFor } from "./look.ts";
export { steadyService } from "./steadyService.ts";
