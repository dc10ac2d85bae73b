export * from "./stateStore.ts";
