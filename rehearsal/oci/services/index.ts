/** The emulated services, one line each. */
import type { Service } from "../route.ts";
import { network } from "./network/index.ts";

export const EMULATED_SERVICES: readonly Service[] = [network];
