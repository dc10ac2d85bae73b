export * from "./accessLogBucket.ts";
export * from "./bucketPolicy.ts";
export * from "./cdn.ts";
export * from "./cdnAccessLogs.ts";
export * from "./logWriters.ts";
export * from "./privateBucket.ts";
export * from "./staticSite.ts";
