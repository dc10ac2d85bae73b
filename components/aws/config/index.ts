export * from "./settings.ts";
export * from "./webSettings.ts";
