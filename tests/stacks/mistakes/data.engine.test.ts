import { describeMistakes } from "./tell.ts";
import { circleOfTrust } from "./systems.ts";
import { DATA } from "./tables/data.ts";

describeMistakes("Mistakes in the queue, tables, buckets and alarms of circle-of-trust", {
  ...circleOfTrust("mistakes-data"),
  mistakes: DATA,
});
