/** The pack as the engine starts it. */
import { pack } from "@tidegate/policy/pack";
import { policies } from "./policies.ts";

pack("hardened", policies, { today: new Date().toISOString().slice(0, 10) });
