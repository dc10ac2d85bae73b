export * from "./deployedStack.ts";
