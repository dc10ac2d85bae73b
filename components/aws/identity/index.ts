export * from "./signIn.ts";
