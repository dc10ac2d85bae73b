/** The emulated services, one line each. */
import type { Service } from "../route.ts";
import { identity } from "./identity/index.ts";
import { loadBalancing } from "./load-balancer/index.ts";
import { network } from "./network/index.ts";

export const EMULATED_SERVICES: readonly Service[] = [identity, loadBalancing, network];
