export * from "./webService.ts";
