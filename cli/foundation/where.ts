/** `npm run foundation -- where`: where the state is, and how a shell is pointed at it. */
import { placeOf } from "./decide.ts";
import type { Settings } from "./settings.ts";
import type { EngineSide, Look } from "./side.ts";

/** Lines for a shell; what is meant for people begins with #. */
export async function whereLines(settings: Settings, bucket: EngineSide, local: EngineSide): Promise<string[]> {
  const [there, here] = await Promise.all([bucket.look(), local.look()]);
  const place = placeOf(there.held, here.held);
  const held = [heldText(bucket, there), heldText(local, here)];
  if (place === "torn") {
    const finish = `# A move was begun and not finished: npm run foundation -- move ${settings.environment} finishes it. For the bucket:`;
    return [
      ...held,
      finish,
      ...exportsOf(bucket),
      "# For the folder, instead:",
      ...exportsOf(local).map((line) => `# ${line}`),
    ];
  }
  const isAnywhere = here.held === "full" || there.held === "full";
  const side = place === "bucket" ? bucket : local;
  return [
    ...held,
    ...(isAnywhere
      ? []
      : [`# No state yet: npm run foundation -- up ${settings.environment} makes it, in ${local.title}.`]),
    "# The foundation's own state:",
    ...exportsOf(side),
    ...systemsLines(bucket, there, place === "bucket"),
  ];
}

/** Systems keep their states in the bucket from its first day on, wherever the foundation's own is. */
function systemsLines(bucket: EngineSide, there: Look, isSame: boolean): string[] {
  if (there.held === "nowhere") return ["# The systems' states: in the bucket, once an up has made it."];
  if (isSame) return ["# The systems' states: the same."];
  return ["# The systems' states:", ...exportsOf(bucket).map((line) => `# ${line}`)];
}

const HELD = { nowhere: "isn't there", absent: "holds none", empty: "has the stack, with nothing in it" };

function heldText({ title }: EngineSide, { held, state }: Look): string {
  if (held !== "full") return `# ${title} ${HELD[held]}`;
  return `# ${title} holds ${state?.resources.length ?? 0} resources, last written ${state?.updated ?? "at no known time"}`;
}

function exportsOf({ environment }: EngineSide): string[] {
  return Object.entries(environment).map(([name, value]) =>
    value === undefined ? `unset ${name}` : `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  );
}
