/** The picture's own style. Every rule and name begins with `rollout`, so that it leaves a page around it alone. */
import { FONT } from "./frame.ts";
import { FAINT, GRID, GROUND, INK, LINES, LOOKS, STAGES } from "./palette.ts";

const RULES: readonly (readonly [selector: string, declarations: string])[] = [
  ["text", `font:${FONT}px "Liberation Sans",Arial,Helvetica,sans-serif;fill:${INK};dominant-baseline:auto`],
  [".ground", `fill:${GROUND}`],
  [".heading", "font-size:18px;font-weight:bold"],
  [".facts,.cause", "font-size:12px"],
  [".facts", "white-space:pre"],
  [".cause", "font-weight:bold"],
  [".faint", `fill:${FAINT}`],
  [".bold", "font-weight:bold"],
  [".middle", "text-anchor:middle"],
  [".end", "text-anchor:end"],
  [".grid", `stroke:${GRID};fill:none`],
  [".hatch", "fill:url(#rollout-light)"],
  [".strip-old", `fill:url(#rollout-dark);stroke:${INK};stroke-width:.5`],
  [".strip-new", `fill:${INK}`],
  [".line", "fill:none"],
  [".l-serving", `stroke:${LINES.serving};stroke-width:3.5`],
  [".l-instances", `stroke:${LINES.instances};stroke-width:1.5;stroke-dasharray:5 2`],
  [".l-desired", `stroke:${LINES.desired};stroke-width:1.2;stroke-dasharray:8 5`],
  [".l-limit", `stroke:${LINES.limit};stroke-width:1.2;stroke-dasharray:2 3`],
  [".shortfall", "fill:url(#rollout-short)"],
  [".mark", `stroke:${INK};stroke-width:1;fill:none`],
  ...STAGES.map((stage) => [`.s-${stage}`, `fill:${LOOKS[stage].fill}`] as const),
  ...STAGES.map((stage) => [`.w-${stage}`, `fill:${LOOKS[stage].ink}`] as const),
];

export const STYLE = RULES.map(([selector, declarations]) => {
  const scoped = selector.split(",").map((part) => `.rollout ${part}`);
  return `${scoped.join(",")}{${declarations}}`;
}).join("\n");

/** Stripes: light ones over colours, dark ones beside old lanes, red ones where too few serve. */
export const DEFINITIONS = [
  stripes("rollout-light", 6, GROUND, 0.4, "none"),
  stripes("rollout-dark", 4, INK, 1, GROUND),
  stripes("rollout-short", 8, LOOKS.unhealthy.fill, 0.3, "none"),
].join("");

function stripes(id: string, size: number, stroke: string, opacity: number, ground: string): string {
  const back = ground === "none" ? "" : `<rect width="${size}" height="${size}" fill="${ground}"/>`;
  const stripe = `<path d="M0 0V${size}" stroke="${stroke}" stroke-width="${size / 1.5}" stroke-opacity="${opacity}"/>`;
  return `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">${back}${stripe}</pattern>`;
}
