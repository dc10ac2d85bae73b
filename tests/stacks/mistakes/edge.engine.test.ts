import { describeMistakes } from "./tell.ts";
import { circleOfTrust } from "./systems.ts";
import { EDGE } from "./tables/edge.ts";

describeMistakes("Mistakes at the edges of circle-of-trust", { ...circleOfTrust("mistakes-edge"), mistakes: EDGE });
