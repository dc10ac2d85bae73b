export * from "./foundation.ts";
export * from "./settings.ts";
export * from "./webSettings.ts";
