export * from "./bucketPolicy.ts";
export * from "./cdn.ts";
export * from "./privateBucket.ts";
export * from "./staticSite.ts";
