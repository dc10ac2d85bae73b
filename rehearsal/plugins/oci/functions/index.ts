/** Every function that the stand-in knows: a service's table and its line here. */
import { CORE } from "./core.ts";
import { IDENTITY } from "./identity.ts";
import { LOAD_BALANCER } from "./load-balancer.ts";
import { SERVICES } from "./services.ts";
import type { FunctionSpec } from "./spec.ts";

const ALL = [...CORE, ...IDENTITY, ...LOAD_BALANCER, ...SERVICES];

export const FUNCTIONS: ReadonlyMap<string, FunctionSpec> = new Map(ALL.map((spec) => [spec.token, spec]));
