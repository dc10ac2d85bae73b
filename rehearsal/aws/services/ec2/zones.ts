/** The availability zones that the embedded AWS has: three a region. */

const LETTERS = ["a", "b", "c"] as const;

/** `eu-central-1a`, `eu-central-1b`, `eu-central-1c`. */
export function zonesOf(region: string): string[] {
  return LETTERS.map((letter) => `${region}${letter}`);
}

/** The id of a zone, which names the same place in every account: `euc1-az1` for `eu-central-1a` here. */
export function zoneId(zone: string): string {
  const [, area = "", direction = "", number = "", letter = "a"] = /^([a-z]+)-([a-z]+)-(\d+)([a-z])$/.exec(zone) ?? [];
  const short = direction.replace(/^(north|south)?(east|west|central)?$/, (_, first = "", second = "") =>
    [first, second].map((word: string) => word.slice(0, 1)).join(""),
  );
  return `${area}${short}${number}-az${letter.charCodeAt(0) - 96}`;
}

/** The zone with this id in a region; undefined where it has none. */
export function zoneNamed(id: string, region: string): string | undefined {
  return zonesOf(region).find((zone) => zoneId(zone) === id);
}
