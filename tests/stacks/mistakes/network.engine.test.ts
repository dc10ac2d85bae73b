import { describeMistakes } from "./tell.ts";
import { orderTracking } from "./systems.ts";
import { NETWORK } from "./tables/network.ts";

describeMistakes("Mistakes in the network of order-tracking", {
  ...orderTracking("mistakes-network"),
  mistakes: NETWORK,
});
