/** The internet is no service of OCI's, but its requests take time as all else does. */
import type { Service } from "../route.ts";
import { internetEvents } from "./request.ts";

export const internet: Service = { name: "internet", routes: [], events: internetEvents };
