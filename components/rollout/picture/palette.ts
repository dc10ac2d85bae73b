/**
 * Colours of the stages. They are taken from the set of Okabe and Ito, which people with any kind of colour blindness
 * can tell apart, and lie on a white ground of their own, so that the picture is the same in light and dark pages.
 * @see https://jfly.uni-koeln.de/color/
 */
import type { Stage } from "../drive/events.ts";

export interface Look {
  /** Of the span. */
  readonly fill: string;
  /** Of text upon it. */
  readonly ink: string;
  /** What the legend says. */
  readonly meaning: string;
}

export const INK = "#1a1a1a";
export const FAINT = "#5f5f5f";
export const GRID = "#e2e2e2";
export const GROUND = "#ffffff";

export const LOOKS: Readonly<Record<Stage, Look>> = {
  launching: { fill: "#c8c8c8", ink: INK, meaning: "launching" },
  booting: { fill: "#f0e442", ink: INK, meaning: "booting" },
  healthy: { fill: "#56b4e9", ink: INK, meaning: "healthy, not counted yet" },
  available: { fill: "#0072b2", ink: GROUND, meaning: "available" },
  unhealthy: { fill: "#d55e00", ink: GROUND, meaning: "unhealthy" },
  draining: { fill: "#e69f00", ink: INK, meaning: "draining" },
  leaving: { fill: "#cc79a7", ink: INK, meaning: "leaving" },
  gone: { fill: "#ececec", ink: FAINT, meaning: "gone" },
};

/** All stages, in the order of an instance's life. */
export const STAGES = Object.keys(LOOKS) as readonly Stage[];

/** The capacity lines. */
export const LINES = { serving: "#0072b2", instances: "#b3467e", desired: INK, limit: "#d55e00" } as const;
