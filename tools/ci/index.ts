/** @tidegate/ci: what workflows run. */
export { tellPullRequest } from "./plan/comment.ts";
export type { Comments } from "./plan/comment.ts";
export { commentBody, planSection } from "./plan/markdown.ts";
export { scan } from "./scan/scan.ts";
export type { Finding } from "./scan/scan.ts";
