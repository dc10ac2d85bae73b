export * from "@tidegate/faults";
export * from "./iam/index.ts";
export * from "./network/index.ts";
export * from "./service/index.ts";
export * from "./gateway/index.ts";
export * from "./data/index.ts";
export * from "./site/index.ts";
export * from "./watch/index.ts";
