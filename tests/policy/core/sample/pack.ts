import { pack } from "@tidegate/policy/pack";
import { policies } from "./policies.ts";

pack("sample", policies, { today: "2026-11-21" });
