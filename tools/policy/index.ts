/** @tidegate/policy-arguments: what `pulumi preview` and `pulumi up` are given, so that the project's policies are asked. */
export * from "./arguments.ts";
export * from "./settings.ts";
