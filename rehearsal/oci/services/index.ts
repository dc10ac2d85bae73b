/** The emulated services, one line each. */
import { internet } from "../internet/index.ts";
import type { Service } from "../route.ts";
import { artifacts } from "./artifacts/index.ts";
import { autoscaling } from "./autoscaling/index.ts";
import { budget } from "./budget/index.ts";
import { compute } from "./compute/index.ts";
import { identity } from "./identity/index.ts";
import { kms } from "./kms/index.ts";
import { loadBalancing } from "./load-balancer/index.ts";
import { logging } from "./logging/index.ts";
import { network } from "./network/index.ts";
import { objectStorage } from "./objectstorage/index.ts";
import { secretRetrieval } from "./secrets/index.ts";
import { vault } from "./vault/index.ts";
import { workRequests } from "./work-requests/index.ts";

export const EMULATED_SERVICES: readonly Service[] = [
  artifacts,
  autoscaling,
  budget,
  compute,
  identity,
  loadBalancing,
  logging,
  network,
  kms,
  secretRetrieval,
  vault,
  objectStorage,
  workRequests,
  internet,
];
