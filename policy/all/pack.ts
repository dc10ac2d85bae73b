/** The pack as the engine starts it. */
import { pack } from "@tidegate/policy/pack";
import { policies } from "./policies.ts";

pack("tidegate", policies, { today: new Date().toISOString().slice(0, 10) });
