import { describeMistakes } from "./tell.ts";
import { orderTracking } from "./systems.ts";
import { takesDown } from "./takingDown.ts";
import { TASKS } from "./tables/tasks.ts";

describeMistakes("Mistakes in the tasks and the database of order-tracking", {
  ...orderTracking("mistakes-tasks"),
  mistakes: TASKS,
  then: takesDown,
});
